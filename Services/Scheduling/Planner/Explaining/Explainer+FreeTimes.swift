extension Explainer {
    /// The nearest free times before and after the planned one, whatever deadline, window and greatest shift say. For a
    /// moved activity only those that are nearer than where it is now.
    mutating func freeTimes(_ activity: TakenActivity, nearerThan distance: Int?) -> [Suggestion] {
        guard activity.kind != .fair else { return [] }
        let margin = Self.reachDays * 1440
        var unbound = activity
        unbound.maxShiftDays = nil
        let reach = distance.map { $0 - 1 } ?? .max / 2
        let first = max(problem.window.start - margin, activity.start - reach)
        let last = min(problem.window.end + margin - activity.length, activity.start + reach)
        guard first <= last else { return [] }
        unbound.starts = first..<last + 1
        return [
            nearest(unbound, isForward: false).map { .freeBefore(freeTime($0, activity)) },
            nearest(unbound, isForward: true).map { .freeAfter(freeTime($0, activity)) },
        ].compactMap(\.self)
    }

    private func nearest(_ activity: TakenActivity, isForward: Bool) -> Int? {
        first(activity, from: activity.start + (isForward ? 1 : -1), isForward: isForward)
    }

    /// The first start from one on that the rules allow and at which the customer and some employee are free.
    private func first(_ activity: TakenActivity, from start: Int, isForward: Bool) -> Int? {
        var sweep = Sweep(isForward: isForward, preparation.local)
        sweep.begin(
            activity, from: start, employees: activity.employees, withCustomer: true, preparation, bookings)
        return sweep.next(activity)?.start
    }

    private func freeTime(_ start: Int, _ activity: TakenActivity) -> FreeTime {
        let able = activity.employees.filter { bookings.fits($0, activity, at: start) }
        let span = Span(start: start, end: start + activity.length)
        return FreeTime(
            span: span, shiftMinutes: start - activity.start,
            employees: able.prefix(Explanation.most).map { preparation.employees[$0] },
            beyond: beyond(span, activity))
    }

    private func beyond(_ span: Span, _ activity: TakenActivity) -> [Limit] {
        var limits: [Limit] = []
        if let deadline = activity.deadline, span.end > deadline { limits.append(.deadline(deadline)) }
        let window = problem.window
        if span.start < window.start || span.end > window.end { limits.append(.period(window)) }
        if let days = problem.maxShiftDays {
            let local = preparation.local
            let moved =
                activity.isDayBound
                ? abs(local.day(span.start) - local.day(activity.start)) > days
                : abs(span.start - activity.start) > days * 1440
            if moved { limits.append(.maxShift(days: days)) }
        }
        return limits
    }

    /// The earliest deadline with which the activity has a time in the plan as it is. With a later deadline its turn
    /// comes later too, but never after anything that is not in the plan already.
    func lateEnough(_ activity: TakenActivity) -> Int? {
        guard let deadline = activity.deadline else { return nil }
        let isPlannedFree =
            !activity.zeroIsCandidate && preparation.customerFits(activity, at: activity.start, bookings)
            && activity.employees.contains { bookings.fits($0, activity, at: activity.start) }
        let planned = isPlannedFree ? activity.start : nil
        var later: Int?
        if activity.kind != .fair {
            let reach = reach(activity)
            let from = max(reach.start, deadline - activity.length + 1)
            var free = activity
            free.starts = from..<max(from, reach.end + 1)
            later = first(free, from: from, isForward: true)
        }
        guard let start = [planned, later].compactMap(\.self).min() else { return nil }
        return start + activity.length
    }
}
