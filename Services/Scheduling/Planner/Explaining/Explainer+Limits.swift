extension Explainer {
    /// The deadline is the only limit that can keep an activity from its planned time.
    func limits(whyMoved activity: TakenActivity) -> [Limit] {
        guard let deadline = activity.deadline, !activity.zeroIsCandidate else { return [] }
        return [.deadline(deadline)]
    }

    /// What bounds the times of an activity that found none.
    func limits(whyUnscheduled activity: TakenActivity) -> [Limit] {
        guard activity.kind != .fair else { return limits(whyMoved: activity) + [.fixedDate] }
        var limits: [Limit] = []
        if let deadline = activity.deadline, !activity.zeroIsCandidate || isLast(deadline, activity) {
            limits.append(.deadline(deadline))
        }
        let window = problem.window
        let reach = reach(activity)
        if reach.start == window.start || reach.end + activity.length == window.end { limits.append(.period(window)) }
        if let days = problem.maxShiftDays, reach.start > window.start || reach.end + activity.length < window.end {
            limits.append(.maxShift(days: days))
        }
        if activity.isDayBound { limits.append(.wholeDays) }
        if activity.sessions.contains(where: \.isInsideWorkingHours), !preparation.outsideWorkingHours.isEmpty {
            limits.append(.workingHours)
            let days = preparation.local.day(reach.start)...preparation.local.day(reach.end + activity.length)
            let dates = problem.workingExceptions.map(\.day).filter(days.contains).sorted()
            if !dates.isEmpty { limits.append(.holidays(Array(dates.prefix(Explanation.most)))) }
        }
        return limits
    }

    /// Whether the deadline, and nothing else, makes an end of the times an activity may have.
    private func isLast(_ deadline: Int, _ activity: TakenActivity) -> Bool {
        deadline < reach(activity).end + activity.length
    }

    /// From the first to the last start that window and greatest shift allow, whatever the deadline says.
    func reach(_ activity: TakenActivity) -> Span {
        let window = problem.window
        var reach = Span(start: window.start, end: window.end - activity.length)
        if let days = activity.maxShiftDays {
            let minutes = (days + (activity.isDayBound ? 3 : 0)) * 1440
            reach.start = max(reach.start, activity.start - minutes)
            reach.end = min(reach.end, activity.start + minutes)
        }
        return reach
    }
}
