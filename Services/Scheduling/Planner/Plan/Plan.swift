/// What the scheduler proposes (FORMAT 8).
package struct Plan: Sendable {
    /// In the order of treatment, as `unscheduled`.
    package var scheduled: [ScheduledActivity] = []
    package var unscheduled: [UnscheduledActivity] = []
    /// For the instants of the plan.
    let local: LocalTime
}

/// An activity with a time.
package struct ScheduledActivity: Sendable {
    package var activity: Identifier
    /// The shifted sessions, by start, then by end; empty for an activity without sessions.
    package var sessions: [Span]
    /// Who attends, in byte order.
    package var employees: [Identifier]
    /// Who was to attend and cannot, in byte order.
    package var unable: [Identifier]
    package var shiftMinutes: Int
}

/// An activity that found no time.
package struct UnscheduledActivity: Sendable {
    package var activity: Identifier
    /// All its employees, in byte order.
    package var unable: [Identifier]
    package var reason: UnscheduledReason
}

extension Plan {
    init(_ preparation: Preparation, _ placements: [Placement]) {
        local = preparation.local
        for (activity, placement) in zip(preparation.taken, placements) {
            switch placement {
            case .scheduled(let start, let attending):
                scheduled.append(
                    ScheduledActivity(
                        activity: activity.id, sessions: activity.sessions(at: start),
                        employees: attending.map { preparation.employees[$0] },
                        unable: activity.employees.filter { !attending.contains($0) }.map { preparation.employees[$0] },
                        shiftMinutes: start - activity.start))
            case .unscheduled(let reason):
                unscheduled.append(
                    UnscheduledActivity(
                        activity: activity.id, unable: activity.employees.map { preparation.employees[$0] },
                        reason: reason))
            }
        }
    }

    /// The plan that the rules give (FORMAT 7).
    package init(byTheRules problem: Problem) throws(ProblemError) {
        var placing = RulePlacing(try Preparation(problem))
        self.init(placing.preparation, placing.placeAll())
    }
}
