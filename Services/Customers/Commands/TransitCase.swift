import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Takes a step of a case's life (CUS-11), by the table of `CaseTransition`.
struct TransitCase {
    struct Input: Decodable, Sendable {
        var command: CaseCommand
        var note: String?
        /// Who is to work on it.
        var employeeId: EntityID?
        /// In whose queue it is to wait.
        var teamId: EntityID?
        var resolution: String?
        /// All hours of work on it.
        var hoursSpent: Quantity?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleCase(person: person, action: .edit).fetch(id, transaction.db)
        return try transaction.perform(step(in: transaction), on: old)
    }

    private func step(in transaction: Transaction) throws -> CaseStep {
        let check = InputCheck()
        try CaseRules.employee(input.employeeId, path: "$.employeeId", transaction.db)
        try CaseRules.team(input.teamId, path: "$.teamId", transaction.db)
        return CaseStep(
            command: input.command, note: try check.text(input.note, "note", most: 1000),
            employeeId: input.employeeId, teamId: input.teamId,
            resolution: try check.text(input.resolution, "resolution", most: 10_000),
            hoursSpent: try check.hours(input.hoursSpent, "hoursSpent"), asker: person.employee,
            levels: try ServiceLevels.load(at: transaction.now, transaction.db), now: transaction.now)
    }
}

/// Takes what is next: of the highest priority what has waited longest, of a team's queue or of all that the person may
/// work on. Of two who take at once the second one's transaction comes after the first one's, and finds another case.
struct TakeNextCase {
    struct Input: Decodable, Sendable {
        var teamId: EntityID?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.cases, .edit)
        guard person.employee != nil else { throw CaseError.noEmployee }
        guard let next = try WaitingCases(person: person, teamId: input.teamId).next(transaction.db) else {
            throw CaseError.queueEmpty
        }
        let step = CaseStep(
            command: .take, asker: person.employee, levels: try ServiceLevels.load(at: transaction.now, transaction.db),
            now: transaction.now)
        return try transaction.perform(step, on: next)
    }
}

extension Transaction {
    fileprivate func perform(_ step: CaseStep, on old: SupportCase) throws -> RecordVersion {
        var record = old
        let transition = try record.perform(step)
        let isAssigned = [.assign, .take].contains(transition.effect)
        let version = try save(record, from: old, event: isAssigned ? "assigned" : "status-changed", reason: step.note)
        try keepStep(of: record, step.command.rawValue, from: old.status, note: step.note)
        return version
    }
}
