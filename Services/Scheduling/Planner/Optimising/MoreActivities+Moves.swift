extension MoreActivities {
    /// Forces an activity in, where least of weight stands in its way, and puts what had to leave elsewhere.
    mutating func force(_ index: Int) {
        guard let place = cheapestPlace(index) else { return }
        var moved = [index]
        for blocker in place.blockers { takeOut(blocker.activity, &moved) }
        draft.place(index, at: place.start, [place.employee])
        waiting.remove(index)
        insert(Array(moved.dropFirst()))
        insert(neighbours(of: moved))
    }

    /// Clears some hours of employees whom a waiting activity, or one that has just been taken out, wants, and fills
    /// them anew.
    mutating func rearrange(around index: Int) {
        var moved = [index]
        for _ in 0...random.below(4) {
            guard let other = random.element(moved), let employee = random.element(preparation.taken[other].employees)
            else { continue }
            let from = anchor(preparation.taken[index])
            let to = from + 60 + random.below(1000)
            for owner in draft.owners(at: employee, Span(start: from, end: to)) { takeOut(owner, &moved) }
        }
        insert(moved)
        insert(neighbours(of: moved))
    }

    private mutating func takeOut(_ index: Int, _ moved: inout [Int]) {
        guard draft.starts[index] != nil else { return }
        draft.remove(index)
        waiting.add(index)
        moved.append(index)
    }

    private struct Place {
        var start: Int
        var employee: Int
        var blockers: [Draft.Blocker]
    }

    /// Looks at some places that the commitments leave free.
    private mutating func cheapestPlace(_ index: Int) -> Place? {
        let activity = preparation.taken[index]
        var cheapest: (place: Place, cost: Double)?
        for _ in 0..<4 {
            guard let employee = random.element(activity.employees),
                let start = finder.ignoringPlan(index, near: anchor(activity), employee: employee),
                let blockers = draft.blockers(of: index, at: start, employees: [employee])
            else { continue }
            let cost = blockers.reduce(0) { $0 + waiting.weight($1.activity) } * (0.5 + random.fraction())
            if cheapest.map({ cost < $0.cost }) ?? true {
                cheapest = (Place(start: start, employee: employee, blockers: blockers), cost)
            }
        }
        return cheapest?.place
    }

    /// Somewhere an activity may start; now and then where it is planned.
    private mutating func anchor(_ activity: TakenActivity) -> Int {
        guard !activity.starts.isEmpty, random.below(8) > 0 else { return activity.start }
        return activity.starts.lowerBound + random.below(activity.starts.count)
    }

    /// Puts activities where they fit, those of a higher priority mostly first.
    mutating func insert(_ activities: [Int]) {
        let ranked = activities.map { index in
            (index, Double(preparation.taken[index].priority.rawValue) + 1.5 * random.fraction())
        }
        for (index, _) in ranked.sorted(by: { $0.1 < $1.1 }) where draft.starts[index] == nil {
            guard let place = tightestPlace(index) else { continue }
            draft.place(index, at: place.start, [place.employee])
            waiting.remove(index)
        }
    }

    /// Looks at some free places, and rather takes one that leaves no gap beside it.
    private mutating func tightestPlace(_ index: Int) -> (start: Int, employee: Int)? {
        var tightest: (start: Int, employee: Int)?
        var least = Double.infinity
        for _ in 0..<4 {
            let anchor = anchor(preparation.taken[index])
            guard let start = finder.nearest(index, to: anchor, draft.bookings) else { return tightest }
            if start == tightest?.start { continue }
            for employee in finder.fitting(index, at: start, draft.bookings) {
                let gap = Double(draft.gap(beside: index, at: start, employee)) + 15
                let looseness = gap * (0.3 + random.fraction())
                if looseness < least { (least, tightest) = (looseness, (start, employee)) }
            }
        }
        return tightest
    }

    /// Some waiting activities that want an employee of activities that have just moved.
    private mutating func neighbours(of moved: [Int]) -> [Int] {
        var found: [Int] = []
        for _ in 0..<20 {
            guard let index = random.element(moved), let employee = random.element(preparation.taken[index].employees),
                let other = random.element(byEmployee[employee]), waiting.contains(other), !found.contains(other)
            else { continue }
            found.append(other)
        }
        return found
    }
}
