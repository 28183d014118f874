import Foundation
import Messages

/// A project (SCH-10). What it has got done is not its own: it follows from its activities.
struct Project: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var code: String
    private(set) var name: String
    private(set) var description: String?
    private(set) var startsOn: Day
    private(set) var endsOn: Day?
    private(set) var parentId: EntityID?
    private(set) var customerId: EntityID?
    private(set) var members: [ProjectMember]
    private(set) var contractIds: [EntityID]
    private(set) var status = ProjectStatus.planned
    private(set) var statusOn: Day?
    private(set) var statusNote: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    /// A project, its part, the part's part and so on.
    static let mostLevels = 5
    static let mostParts = 200

    init(id: EntityID, code: String, details: ProjectDetails, ownership: Ownership) {
        (self.id, self.code, name, startsOn) = (id, code, details.name, details.startsOn)
        (members, contractIds) = (details.members, details.contractIds)
        take(details)
        own(ownership)
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// Whether work may still be put into it.
    var isOpen: Bool { status.isOpen }

    var employeeIds: [EntityID] { members.compactMap(\.employeeId) }

    mutating func change(to details: ProjectDetails) throws(ProjectError) {
        guard isOpen else { throw .ended(path: nil, code: code) }
        code = details.code ?? code
        take(details)
    }

    mutating func own(_ ownership: Ownership) {
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
    }

    /// Another employee in the place of one who leaves; whoever is a member already stays what they are.
    mutating func handOver(from old: EntityID, to new: EntityID) {
        own(ownership.handedOver(from: old, to: new))
        let isMember = employeeIds.contains(new)
        members = members.compactMap { member in
            guard member.employeeId == old else { return member }
            return isMember ? nil : ProjectMember(employeeId: new, role: member.role)
        }
    }

    /// Takes a step. Who may is checked by the caller, from the same table.
    mutating func perform(_ step: ProjectStep) throws(ProjectError) -> ProjectTransition {
        guard let transition = ProjectTransition.of(step.command), transition.from.contains(status) else {
            throw .notAllowed(step.command, status)
        }
        let note = step.note?.trimmed ?? ""
        guard note.count <= 1000 else { throw .textInvalid(field: "note", most: 1000) }
        for condition in transition.conditions {
            switch condition {
            case .noteGiven: if note.isEmpty { throw .noteRequired(step.command) }
            case .dayNotInFuture: if step.on > step.today { throw .inFuture }
            case .nothingOpen: if step.openActivities > 0 { throw .openActivities(count: step.openActivities) }
            case .partsEnded: if let code = step.openPart { throw .openPart(code: code) }
            case .wholeOpen: if let code = step.endedWhole { throw .ended(path: nil, code: code) }
            }
        }
        (status, statusOn, statusNote) = (transition.to, step.on, note.isEmpty ? nil : note)
        return transition
    }

    /// The steps that the status allows.
    var nextCommands: [ProjectCommand] {
        ProjectTransition.all.filter { $0.from.contains(status) }.map(\.command)
    }

    /// How many days behind its last day it is, or was when it was closed; nothing for one that is in time.
    func daysLate(on today: Day) -> Int? {
        guard let endsOn, status != .cancelled else { return nil }
        let days = (status == .closed ? statusOn ?? today : today).daysSince1970 - endsOn.daysSince1970
        return days > 0 ? Int(days) : nil
    }

    /// How much of its time is over, in percent; nothing without a last day.
    func elapsedPercent(on today: Day) -> Int? {
        guard let endsOn else { return nil }
        let length = endsOn.daysSince1970 - startsOn.daysSince1970 + 1
        let gone = today.daysSince1970 - startsOn.daysSince1970
        return Int(min(max(gone, 0), length) * 100 / length)
    }

    private mutating func take(_ details: ProjectDetails) {
        (name, description) = (details.name, details.description)
        (startsOn, endsOn) = (details.startsOn, details.endsOn)
        (parentId, customerId) = (details.parentId, details.customerId)
        (members, contractIds) = (details.members, details.contractIds)
    }
}

/// What a step of a project's life is judged by.
struct ProjectStep: Sendable {
    var command: ProjectCommand
    var note: String?
    /// The day that it counts for.
    var on: Day
    var today: Day
    var openActivities = 0
    /// The code of a sub-project that has not ended.
    var openPart: String?
    /// The code of the project above where it has ended.
    var endedWhole: String?
}

extension ProjectStatus {
    var isOpen: Bool { self != .closed && self != .cancelled }
}
