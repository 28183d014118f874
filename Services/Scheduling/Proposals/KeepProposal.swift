import Foundation
import GRDB
import Messages
import Planner
import ServiceKit
import Store

/// Keeps what the scheduler proposed.
struct KeepProposal {
    var input: ProposalProblem.Input
    var built: ProposalProblem.Built
    var solution: PlannerDesk.Solution
    private var plan: Plan { solution.plan }
    var person: Person

    init(input: ProposalProblem.Input, built: ProposalProblem.Built, solution: PlannerDesk.Solution, person: Person) {
        (self.input, self.built, self.solution, self.person) = (input, built, solution, person)
    }

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let proposal = ScheduleProposal(
            id: transaction.newID(), sequence: .first, accountId: person.account, createdAt: transaction.now,
            fromDay: input.from, toDay: input.to, employeeIds: input.employeeIds, isOptimised: input.optimise ?? false)
        try proposal.insert(transaction.db)
        for (position, item) in items(of: proposal.id).enumerated() {
            var item = item
            item.position = position
            try item.insert(transaction.db)
        }
        try transaction.db.execute(
            sql: """
                DELETE FROM scheduleProposal WHERE accountId = ?1 AND id NOT IN
                  (SELECT id FROM scheduleProposal WHERE accountId = ?1 ORDER BY createdAt DESC, id DESC LIMIT ?2)
                """, arguments: [person.account, ScheduleProposal.mostOfAccount])
        return RecordVersion(
            source: transaction.source, subject: Subject("schedule-proposal", proposal.id), sequence: .first)
    }

    private func items(of proposal: EntityID) -> [ProposalItem] {
        let placed = plan.scheduled.compactMap { placed in
            item(
                proposal, placed.activity, nil,
                sessions: placed.sessions.map {
                    ActivitySession(startsAt: Instant(minute: $0.start), endsAt: Instant(minute: $0.end))
                }, placed.employees, placed.unable, placed.shiftMinutes)
        }
        let unplaced = plan.unscheduled.compactMap { unplaced in
            item(proposal, unplaced.activity, UnplacedReason(unplaced.reason), sessions: [], [], unplaced.unable, 0)
        }
        return placed + unplaced
    }

    private func item(
        _ proposal: EntityID, _ activity: Identifier, _ reason: UnplacedReason?, sessions: [ActivitySession],
        _ employees: [Identifier], _ unable: [Identifier], _ shift: Int
    ) -> ProposalItem? {
        guard let id = EntityID(activity), let version = built.versions[id] else { return nil }
        return ProposalItem(
            proposalId: proposal, activityId: id, position: 0, activityVersion: version, reason: reason,
            sessions: sessions, employeeIds: employees.compactMap { EntityID($0) },
            unableIds: unable.compactMap { EntityID($0) }, shiftMinutes: shift,
            explanation: solution.explanations[id])
    }
}

extension UnplacedReason {
    fileprivate init(_ reason: UnscheduledReason) {
        switch reason {
        case .deadline: self = .deadline
        case .customerUnavailable: self = .customerUnavailable
        case .fixedDate: self = .fixedDate
        case .noEmployeeFree: self = .noEmployeeFree
        }
    }
}
