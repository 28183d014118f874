import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A proposal as its owner sees it: what gets a time, what does not and why, and who cannot attend.
struct ProposalView {
    var id: EntityID
    var person: Person

    struct Result: Encodable, Sendable {
        var id: EntityID
        var version: EventSequence
        var createdAt: Instant
        var from: Day
        var to: Day
        var employeeIds: [EntityID]
        var isOptimised: Bool
        var items: [Line]
        /// Everybody who cannot attend something, by employee.
        var unable: [Unable]
    }

    struct Line: Encodable, Sendable {
        var activityId: EntityID
        /// Nothing of one that is no longer in reach.
        var title: String?
        var kind: ActivityKind?
        var priority: ActivityPriority?
        var state: ProposalItem.State
        /// The activity was changed since: it cannot be committed as it is.
        var isStale: Bool
        var plannedSessions: [ActivitySession]
        var sessions: [ActivitySession]
        var shiftMinutes: Int
        var employees: [CalendarView.Member]
        var unable: [CalendarView.Member]
        var reason: UnplacedReason?
        var reasonText: Bilingual?
        /// What stood in the way of the planned time, what bounds it, and what would make it possible.
        var explanation: Bilingual?
        var clashes: [Away]
        /// Other activities of the proposal, not yet committed, that somebody or the customer would have at the same time.
        var overlaps: [Overlap]
    }

    struct Overlap: Encodable, Sendable {
        var activityId: EntityID
        /// Nothing of one that is no longer in reach.
        var title: String?
        var startsAt: Instant
        var endsAt: Instant
    }

    struct Unable: Encodable, Sendable {
        var employeeId: EntityID
        var activityId: EntityID
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.activities, .view)
        let proposal = try ScheduleProposal.fetch(id, of: person, db)
        let items = try ProposalItem.all(of: id, db)
        let request: SQLRequest<Activity> = """
            SELECT activity.* FROM activity WHERE activity.id IN \(items.map(\.activityId))
              AND \(RowScope(person, .activity).condition("activity"))
            """
        let activities = Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0.id, $0) })
        let names = try NameTable.employees(items.flatMap { $0.employeeIds + $0.unableIds }, db)
        let explanations = try ExplanationNames(items.compactMap(\.explanation), for: person, db)
        let unable = items.flatMap { item in
            item.unableIds.map { Unable(employeeId: $0, activityId: item.activityId) }
        }
        return Result(
            id: id, version: proposal.sequence, createdAt: proposal.createdAt, from: proposal.fromDay,
            to: proposal.toDay, employeeIds: proposal.employeeIds, isOptimised: proposal.isOptimised,
            items: items.map { item in
                line(item, activities[item.activityId], names, explanations, overlaps(of: item, items, activities))
            },
            unable: unable.sorted { ($0.employeeId, $0.activityId) < ($1.employeeId, $1.activityId) })
    }

    private func line(
        _ item: ProposalItem, _ activity: Activity?, _ names: [EntityID: String], _ explanations: ExplanationNames,
        _ overlaps: [Overlap]
    ) -> Line {
        func members(_ ids: [EntityID]) -> [CalendarView.Member] {
            ids.map { CalendarView.Member(id: $0, name: names[$0] ?? "") }
        }
        return Line(
            activityId: item.activityId, title: activity?.title, kind: activity?.kind, priority: activity?.priority,
            state: item.state, isStale: item.state != .committed && activity?.sequence != item.activityVersion,
            plannedSessions: activity?.sessions ?? [], sessions: item.sessions, shiftMinutes: item.shiftMinutes,
            employees: members(item.employeeIds), unable: members(item.unableIds), reason: item.reason,
            reasonText: item.reason?.text,
            // Of a time that the caller gave it there is nothing to explain.
            explanation: item.state == .changed ? nil : item.explanation.map(explanations.named), clashes: item.clashes,
            overlaps: overlaps)
    }

    /// The scheduler makes none; whoever gives an item another time or people may.
    private func overlaps(
        of item: ProposalItem, _ items: [ProposalItem], _ activities: [EntityID: Activity]
    ) -> [Overlap] {
        guard item.isOpen else { return [] }
        let customer = activities[item.activityId]?.customerId
        return items.filter { other in
            other.activityId != item.activityId && other.isOpen && (other.state == .changed || item.state == .changed)
                && (!Set(other.employeeIds).isDisjoint(with: item.employeeIds)
                    || (customer != nil && activities[other.activityId]?.customerId == customer))
        }.compactMap { other in
            let met = other.sessions.first { session in item.sessions.contains { $0.span.overlaps(session.span) } }
            return met.map {
                Overlap(
                    activityId: other.activityId, title: activities[other.activityId]?.title, startsAt: $0.startsAt,
                    endsAt: $0.endsAt)
            }
        }
    }
}
