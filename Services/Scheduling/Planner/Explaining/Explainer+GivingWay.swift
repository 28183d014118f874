extension Explainer {
    /// The scheduled activities that would have to leave. A moved activity with three employees or more might move on
    /// even so, and is not told.
    mutating func givingWay(_ index: Int, onlyPlanned: Bool) -> GivingWay? {
        let activity = preparation.taken[index]
        if onlyPlanned, activity.employees.count > 2 { return nil }
        var candidate = activity
        if onlyPlanned { candidate.starts = 0..<0 }
        let places = Places(candidate, preparation)
        var best = Cheapest(anchor: activity.start)
        let atCustomer = activity.customer.map { weights(candidate, bookings.customers[$0], travel: 0, places) }
        for (position, employee) in activity.employees.prefix(Places.mostEmployees).enumerated() {
            let atEmployee = weights(
                candidate, bookings.employees[employee], travel: activity.travelMinutes, places)
            for (place, start) in places.starts.enumerated() where places.isAble(position, at: place) {
                // An activity that stands in both their ways counts once: this is a lower bound.
                guard best.mayBeat(max(atEmployee[place], atCustomer?[place] ?? 0), at: start) else { continue }
                let owners = owners(activity, at: start, employee)
                best.improve(start, employee, owners, owners.reduce(0) { $0 + weight($1) })
            }
        }
        return best.owners.isEmpty || best.owners.count > Explanation.most ? nil : givingWay(activity, best)
    }

    private func givingWay(_ activity: TakenActivity, _ best: Cheapest) -> GivingWay {
        GivingWay(
            span: Span(start: best.start, end: best.start + activity.length),
            shiftMinutes: best.start - activity.start, employee: preparation.employees[best.employee],
            activities: best.owners.sorted().map { owner in
                let other = preparation.taken[owner]
                return GivingWay.Entry(
                    activity: other.id, priority: other.priority,
                    isLower: other.priority.rawValue > activity.priority.rawValue)
            })
    }

    private struct Cheapest {
        let anchor: Int
        private(set) var start = 0
        private(set) var employee = 0
        private(set) var owners: [Int] = []
        private var cost = Int.max

        init(anchor: Int) { self.anchor = anchor }

        /// Of equal costs the nearest is best, and of equally near ones the earlier.
        func mayBeat(_ cost: Int, at start: Int) -> Bool {
            if cost != self.cost { return cost < self.cost }
            let (one, other) = (abs(start - anchor), abs(self.start - anchor))
            return one != other ? one < other : start < self.start
        }

        mutating func improve(_ start: Int, _ employee: Int, _ owners: [Int], _ cost: Int) {
            guard mayBeat(cost, at: start) else { return }
            (self.start, self.employee, self.owners, self.cost) = (start, employee, owners, cost)
        }
    }

    /// One activity of a priority weighs more than `Explanation.most` activities of all lower ones; the sum of more than
    /// two hundred could not be held, but so many are never told of.
    private func weight(_ owner: Int) -> Int {
        1 << (8 * (Priority.veryLow.rawValue - preparation.taken[owner].priority.rawValue))
    }

    private func owners(_ activity: TakenActivity, at start: Int, _ employee: Int) -> [Int] {
        var owners: [Int] = []
        func add(_ times: BusyTimes, _ span: Span) {
            for entry in times.entries(in: span) where !owners.contains(entry.owner) { owners.append(entry.owner) }
        }
        for session in activity.sessions {
            add(bookings.employees[employee], activity.reservation(session, at: start))
            guard let customer = activity.customer else { continue }
            add(bookings.customers[customer], session.span(from: start))
        }
        return owners
    }

    /// For each place the most that one session meets, in weight.
    private func weights(_ activity: TakenActivity, _ times: BusyTimes, travel: Int, _ places: Places) -> [Int] {
        var weights = Array(repeating: 0, count: places.starts.count)
        for session in activity.sessions {
            times.forEachOverlap(places.starts, session.offset - travel, session.end) { place, owners in
                let sum = owners.reduce(0) { $0 + ($1.owner == BusyTimes.fixed ? 0 : weight($1.owner)) }
                weights[place] = max(weights[place], sum)
            }
        }
        return weights
    }
}
