extension Explainer {
    /// What stood in the way of the planned time when the activity's turn came, or stands there in a plan without turns,
    /// by time.
    func obstructions(_ index: Int) -> [Obstruction] {
        let activity = preparation.taken[index]
        var found = Set<Obstruction>()
        for session in activity.sessions {
            let reservation = activity.reservation(session, at: activity.start)
            for employee in activity.employees { collect(employee: employee, reservation, of: index, &found) }
            guard let customer = activity.customer else { continue }
            let span = Span(start: activity.start + session.offset, end: activity.start + session.end)
            collect(customer: customer, span, of: index, &found)
        }
        return found.count < 2 ? Array(found) : found.sorted(by: Self.isBefore)
    }

    private func stands(_ owner: Int, beside index: Int) -> Bool { isInOrder ? owner < index : owner != index }

    private static func isBefore(_ left: Obstruction, _ right: Obstruction) -> Bool {
        if left.span != right.span { return (left.span.start, left.span.end) < (right.span.start, right.span.end) }
        if left.code != right.code { return left.code.rawValue < right.code.rawValue }
        if left.who != right.who { return left.who < right.who }
        if let one = left.activity, let other = right.activity, one != other { return one < other }
        return left.travelMinutes < right.travelMinutes
    }

    private func collect(employee: Int, _ span: Span, of index: Int, _ found: inout Set<Obstruction>) {
        let who = preparation.employees[employee]
        for entry in bookings.employees[employee].entries(in: span) {
            if entry.owner == BusyTimes.fixed {
                collect(commitmentsOf: employee, who, span, &found)
            } else if stands(entry.owner, beside: index) {
                collect(sessionsOf: entry.owner, .employeeActivity, who, span, &found)
            }
        }
    }

    private func collect(commitmentsOf employee: Int, _ who: Identifier, _ span: Span, _ found: inout Set<Obstruction>)
    {
        for commitment in commitments[employee] {
            let (from, to) = (commitment.span.start - commitment.travelMinutes, commitment.span.end)
            guard from < span.end, to > span.start else { continue }
            found.insert(
                Obstruction(
                    code: .employeeCommitment, who: who, span: commitment.span, travelMinutes: commitment.travelMinutes
                ))
        }
    }

    private func collect(customer: Int, _ span: Span, of index: Int, _ found: inout Set<Obstruction>) {
        let who = customers[customer]
        for entry in bookings.customers[customer].entries(in: span) {
            if entry.owner == BusyTimes.fixed {
                for other in unavailable[customer] where other.start < span.end && other.end > span.start {
                    found.insert(Obstruction(code: .customerUnavailable, who: who, span: other))
                }
            } else if stands(entry.owner, beside: index) {
                collect(sessionsOf: entry.owner, .customerActivity, who, span, &found)
            }
        }
        guard let weekly = preparation.customersWeekly[customer] else { return }
        var from = span.start
        while let other = weekly.first(endingAfter: from, before: span.end, preparation.local), other.start < span.end {
            found.insert(Obstruction(code: .customerWeekly, who: who, span: other))
            from = other.end
        }
    }

    /// The sessions of a scheduled activity that overlap a span: for an employee with the travel before them.
    private func collect(
        sessionsOf owner: Int, _ code: Obstruction.Code, _ who: Identifier, _ span: Span,
        _ found: inout Set<Obstruction>
    ) {
        guard case .scheduled(let start, _) = placements[owner] else { return }
        let activity = preparation.taken[owner]
        let travel = code == .employeeActivity ? activity.travelMinutes : 0
        for session in activity.sessions(at: start) where session.start - travel < span.end && session.end > span.start
        {
            found.insert(
                Obstruction(
                    code: code, who: who, activity: activity.id, priority: activity.priority, span: session,
                    travelMinutes: travel))
        }
    }
}
