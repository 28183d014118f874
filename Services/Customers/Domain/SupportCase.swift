import Foundation
import Messages
import Money

/// A case (phản hồi), CUS-11.
struct SupportCase: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    let number: String
    let customerId: EntityID
    var kind: CaseKind
    var contactId: EntityID?
    var productId: EntityID?
    var serialNumber: String?
    var channel: String
    private(set) var priority: ActivityPriority
    /// Highest first, for sorting.
    private(set) var priorityRank: Int
    var title: String
    var description: String?
    private(set) var status: CaseStatus = .new
    private(set) var assignedToId: EntityID?
    private(set) var teamId: EntityID?
    /// Since when it waits, or waited, in its queue.
    private(set) var queuedAt: Instant
    private(set) var reopenings: Int = 0
    let openedAt: Instant
    /// What the due times count from: when it was opened, or opened again.
    private(set) var dueFrom: Instant
    private(set) var firstAnswerDueAt: Instant
    private(set) var solutionDueAt: Instant
    private(set) var firstAnsweredAt: Instant?
    private(set) var resolvedAt: Instant?
    private(set) var closedAt: Instant?
    var resolution: String?
    var serviceContractId: EntityID?
    var hoursSpent: Quantity?
    var isUnderWarranty: Bool = false
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    init(
        id: EntityID, number: String, customerId: EntityID, priority: ActivityPriority, _ levels: ServiceLevels,
        ownership: Ownership, at now: Instant
    ) {
        self.id = id
        self.number = number
        self.customerId = customerId
        self.priority = priority
        priorityRank = priority.rank
        (kind, channel, title) = (.request, "call", "")
        (openedAt, queuedAt, dueFrom) = (now, now, now)
        firstAnswerDueAt = levels.answerDue(priority, from: now)
        solutionDueAt = levels.solutionDue(priority, from: now)
        self.ownership = ownership
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }

    var isFinished: Bool { CaseTransition.finished.contains(status) }
    /// The day that its coverage is judged by, and its use counts for.
    var openedOn: Day { LocalZone.vietNam.day(of: openedAt) }
    var nextCommands: [CaseCommand] { CaseTransition.possible(from: status) }

    func isAnswerOverdue(at now: Instant) -> Bool {
        !isFinished && firstAnsweredAt == nil && firstAnswerDueAt < now
    }

    func isSolutionOverdue(at now: Instant) -> Bool { !isFinished && solutionDueAt < now }

    // MARK: Changes

    /// Where and with whom a new one begins; the queue of nobody's team where neither is named.
    mutating func begin(assignedTo employee: EntityID?, team: EntityID?) {
        (assignedToId, teamId) = (employee, team)
        status = employee == nil ? .new : .assigned
    }

    /// What is due counts from where it did; an answer that was given stays given.
    mutating func become(_ priority: ActivityPriority, _ levels: ServiceLevels) {
        guard priority != self.priority else { return }
        (self.priority, priorityRank) = (priority, priority.rank)
        if firstAnsweredAt == nil { firstAnswerDueAt = levels.answerDue(priority, from: dueFrom) }
        solutionDueAt = levels.solutionDue(priority, from: dueFrom)
    }

    /// Only one on which nothing was done yet goes.
    func requireUntouched() throws(CaseError) {
        guard [.new, .assigned].contains(status), reopenings == 0, firstAnsweredAt == nil else { throw .begun }
    }

    /// Takes a step (CUS-11). Who may is checked by the caller.
    @discardableResult
    mutating func perform(_ step: CaseStep) throws -> CaseTransition {
        guard let transition = CaseTransition.of(step.command, from: status) else {
            throw CaseError.notAllowed(step.command, status)
        }
        for condition in transition.conditions { try check(condition, step) }
        status = transition.to
        switch transition.effect {
        case .none: break
        case .assign: assignedToId = step.employeeId
        case .take: assignedToId = step.asker
        case .queue: queue(for: step.teamId, at: step.now)
        case .answer: firstAnsweredAt = firstAnsweredAt ?? step.now
        case .resolve: resolve(step)
        case .close: closedAt = step.now
        case .reopen: reopen(step)
        }
        return transition
    }

    private mutating func queue(for team: EntityID?, at now: Instant) {
        if team != teamId { (teamId, queuedAt) = (team, now) }
        assignedToId = nil
    }

    /// A solution is an answer.
    private mutating func resolve(_ step: CaseStep) {
        firstAnsweredAt = firstAnsweredAt ?? step.now
        resolvedAt = step.now
        resolution = step.resolution
        hoursSpent = step.hoursSpent ?? hoursSpent
    }

    private mutating func reopen(_ step: CaseStep) {
        (resolvedAt, closedAt, resolution, assignedToId) = (nil, nil, nil, nil)
        reopenings += 1
        (queuedAt, dueFrom) = (step.now, step.now)
        solutionDueAt = step.levels.solutionDue(priority, from: step.now)
    }

    private func check(_ condition: CaseCondition, _ step: CaseStep) throws {
        switch condition {
        case .employeeGiven: if step.employeeId == nil { throw InputError.missing(path: "$.employeeId") }
        case .teamGiven: if step.teamId == nil { throw InputError.missing(path: "$.teamId") }
        case .askerIsEmployee: if step.asker == nil { throw CaseError.noEmployee }
        case .notAnswered: if firstAnsweredAt != nil { throw CaseError.alreadyAnswered }
        case .noteGiven: if step.note == nil { throw InputError.missing(path: "$.note") }
        case .resolutionGiven: if step.resolution == nil { throw InputError.missing(path: "$.resolution") }
        }
    }
}

/// What a step of a case's life is judged by.
struct CaseStep: Sendable {
    var command: CaseCommand
    var note: String?
    var employeeId: EntityID?
    var teamId: EntityID?
    var resolution: String?
    var hoursSpent: Quantity?
    /// The employee who asks.
    var asker: EntityID?
    var levels: ServiceLevels
    var now: Instant
}

extension ActivityPriority {
    /// 0 for the highest.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
