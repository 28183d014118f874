import Foundation
import Messages

/// A plan (SCH-7): activities with their budget for a period, and its life from draft to approval.
struct ActivityPlan: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var name: String
    private(set) var description: String?
    private(set) var periodFrom: Day
    private(set) var periodTo: Day
    private(set) var status = PlanStatus.draft
    private(set) var remarks: String?
    private(set) var approval: PlanApproval?
    /// The account that submitted it last: somebody else approves it.
    private(set) var submittedBy: EntityID?
    /// How it was laid before its approvers last, and what they decided.
    private(set) var submission: PlanSubmission?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    /// So many can be read and approved as one, and added up without overflow.
    static let mostActivities = 400
    static let mostDays = 3660
    /// Budget items and currencies of one plan: what is approved of them travels in one message.
    static let mostSums = 500

    struct Input: Decodable, Sendable {
        var name: String
        var description: String?
        var periodFrom: Day
        var periodTo: Day
    }

    init(id: EntityID, input: Input, ownership: Ownership) throws(PlanError) {
        (self.id, name, periodFrom, periodTo) = (id, "", input.periodFrom, input.periodTo)
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
        try take(input)
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    var wasApproved: Bool { approval != nil }
    var period: ClosedRange<Day> { periodFrom...periodTo }

    mutating func change(to input: Input) throws(PlanError) {
        try requireOpen()
        try take(input)
    }

    /// Throws where what it holds stays as it was approved.
    func requireOpen() throws(PlanError) {
        guard status != .approved else { throw .approved }
    }

    // MARK: Life

    /// Who takes a step, and when.
    struct Actor: Sendable {
        var account: EntityID
        var employee: EntityID?
        var now: Instant
    }

    /// Throws where the status does not allow the step.
    mutating func submit(_ content: PlanContent, note: String?, by actor: Actor) throws(PlanError) {
        try require(.submit)
        guard !content.lines.isEmpty else { throw .empty }
        guard content.sums.count <= Self.mostSums else { throw .tooManySums(most: Self.mostSums) }
        try requireInside(content)
        (status, submittedBy) = (.submitted, actor.account)
        submission = PlanSubmission(
            number: (submission?.number ?? 0) + 1, submittedAt: actor.now, submittedById: actor.employee, note: note)
    }

    /// Of exactly the content whose hash the approver read, and not by who submitted it.
    mutating func approve(_ content: PlanContent, read hash: String, note: String?, by actor: Actor) throws {
        try require(.approve)
        guard submittedBy != actor.account else { throw PlanError.ownSubmission }
        let present = try content.hash()
        guard hash == present else { throw PlanError.contentNotRead }
        // Something may have come in since it was submitted.
        try requireInside(content)
        approval = PlanApproval(
            number: (approval?.number ?? 0) + 1, contentHash: present, approvedAt: actor.now,
            activities: content.lines.count, sums: content.sums.map { PlannedCost(item: $0.item, amount: $0.amount) })
        (status, remarks) = (.approved, nil)
        decide(note, actor)
    }

    private func requireInside(_ content: PlanContent) throws(PlanError) {
        for line in content.lines {
            guard line.days.allSatisfy(period.contains) else { throw .outsidePeriod(activity: line.activityId) }
        }
    }

    mutating func sendBack(remarks: String, by actor: Actor) throws(PlanError) {
        try require(.sendBack)
        let remarks = try Self.note(remarks, "remarks")
        (status, self.remarks) = (.sentBack, remarks)
        decide(remarks, actor)
    }

    private mutating func decide(_ decision: String?, _ actor: Actor) {
        submission?.decidedAt = actor.now
        submission?.decidedById = actor.employee
        submission?.decision = decision
    }

    /// Opens what was approved for change. What was approved stays readable.
    mutating func adjust(reason: String) throws(PlanError) {
        try require(.adjust)
        _ = try Self.note(reason, "reason")
        status = .adjusting
    }

    /// The steps that the status allows.
    var nextSteps: [PlanStep] { PlanStep.possible(from: status) }

    private func require(_ step: PlanStep) throws(PlanError) {
        guard step.from.contains(status) else { throw .notAllowed(step, status) }
    }

    private mutating func take(_ input: Input) throws(PlanError) {
        let (name, description) = (input.name.trimmed, input.description?.trimmed ?? "")
        guard (1...300).contains(name.count) else { throw .textInvalid(field: "name", most: 300) }
        guard description.count <= 4000 else { throw .textInvalid(field: "description", most: 4000) }
        guard input.periodFrom <= input.periodTo, FirmTime.years.contains(input.periodFrom.year),
            FirmTime.years.contains(input.periodTo.year),
            input.periodTo.daysSince1970 - input.periodFrom.daysSince1970 < Int64(Self.mostDays)
        else { throw .periodInvalid }
        (self.name, self.description) = (name, description.isEmpty ? nil : description)
        (periodFrom, periodTo) = (input.periodFrom, input.periodTo)
    }

    static func note(_ text: String?, _ field: String) throws(PlanError) -> String {
        let text = text?.trimmed ?? ""
        guard (1...2000).contains(text.count) else { throw .textInvalid(field: field, most: 2000) }
        return text
    }
}

/// A step in the life of a plan: the one table that code and README share.
enum PlanStep: String, Codable, Sendable, Hashable, CaseIterable {
    case submit, approve
    case sendBack = "send-back"
    case adjust

    var from: [PlanStatus] {
        switch self {
        case .submit: [.draft, .sentBack, .adjusting]
        case .approve, .sendBack: [.submitted]
        case .adjust: [.approved]
        }
    }

    /// Of the function `plans`.
    var action: Action {
        switch self {
        case .submit, .adjust: .edit
        case .approve, .sendBack: .approve
        }
    }

    static func possible(from status: PlanStatus) -> [PlanStep] { allCases.filter { $0.from.contains(status) } }
}
