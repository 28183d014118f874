import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Another time or other people for one activity of a proposal, or leaves it out. What there is besides is looked
/// at on commit.
struct ChangeProposalItem {
    struct Input: Decodable, Sendable {
        var sessions: [ActivitySession]?
        var employeeIds: [EntityID]?
        var leaveOut: Bool?
    }

    var proposalId: EntityID
    var activityId: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var proposal = try ScheduleProposal.fetch(proposalId, of: person, transaction.db)
        guard expected == proposal.sequence else { throw CommonError.changedSince(current: proposal.sequence) }
        let items = try ProposalItem.all(of: proposalId, transaction.db)
        guard var item = items.first(where: { $0.activityId == activityId }) else {
            throw CommonError.notFound(entity: "proposal-item", id: activityId.description)
        }
        guard item.state != .committed else { throw ProposalError.alreadyCommitted(id: activityId) }
        if input.leaveOut == true {
            item.state = .leftOut
        } else {
            try take(&item, proposal, at: transaction.now, transaction.db)
        }
        try item.update(transaction.db)
        proposal.sequence = proposal.sequence.next
        try proposal.update(transaction.db)
        return RecordVersion(
            source: transaction.source, subject: Subject("schedule-proposal", proposal.id),
            sequence: proposal.sequence)
    }

    private func take(
        _ item: inout ProposalItem, _ proposal: ScheduleProposal, at now: Instant, _ db: Database
    ) throws {
        let activity = try RowScope(person, .activity, .edit).fetch(Activity.self, activityId, db)
        let sessions = try input.sessions.map { sessions throws(ActivityError) in
            try ActivityDetails.sessions(sessions, "sessions")
        }
        if let sessions, sessions != item.sessions {
            try check(sessions, of: activity, in: proposal, at: now)
            (item.sessions, item.reason) = (sessions, nil)
            let starts = (activity.sessions.first?.startsAt, sessions.first?.startsAt)
            item.shiftMinutes =
                if case (let planned?, let chosen?) = starts { chosen.minute - planned.minute } else { 0 }
        }
        for (index, id) in (input.employeeIds ?? []).enumerated() {
            guard activity.employeeIds.contains(id), proposal.employeeIds.contains(id) else {
                throw ProposalError.notOfTheActivity(index: index)
            }
        }
        if let employees = input.employeeIds {
            item.employeeIds = Array(Set(employees)).sorted()
            let selected = activity.employeeIds.filter(proposal.employeeIds.contains)
            item.unableIds = selected.filter { !employees.contains($0) }.sorted()
        }
        guard item.reason == nil, !item.employeeIds.isEmpty, activity.sessions.isEmpty || !item.sessions.isEmpty else {
            throw ProposalError.timeMissing
        }
        item.state = .changed
    }

    /// As many as are planned, in the period that was asked for, and not over.
    private func check(
        _ sessions: [ActivitySession], of activity: Activity, in proposal: ScheduleProposal, at now: Instant
    ) throws(ProposalError) {
        guard activity.sessions.isEmpty || sessions.count == activity.sessions.count else {
            throw .sessionsMismatch(planned: activity.sessions.count)
        }
        let zone = LocalZone.vietNam
        let period = zone.instant(of: proposal.fromDay)..<zone.instant(of: proposal.toDay.adding(days: 1))
        for (index, session) in sessions.enumerated() {
            guard session.startsAt >= now else { throw .sessionOver(index: index) }
            guard period.contains(session.startsAt), session.endsAt <= period.upperBound else {
                throw .outsidePeriod(index: index, from: proposal.fromDay, to: proposal.toDay)
            }
        }
    }
}
