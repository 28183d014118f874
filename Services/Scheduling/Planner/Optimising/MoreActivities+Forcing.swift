extension MoreActivities {
    /// Forces an activity in where least stands in its way, puts what had to leave elsewhere if it can, and moves a few
    /// activities about. The result is always gone on with: what has been forced in often weighs the more for it, so
    /// that in time another must stay out (guided ejection).
    mutating func insist(on index: Int) {
        weights[index] += waiting.weights[index]
        force(index)
        draft.keep()
        for _ in 0..<3 { relocate(random.below(preparation.taken.count)) }
    }

    /// Puts an activity where little of weight must leave for it, and what has left somewhere else. Sometimes what stays
    /// makes room by moving; sometimes everything stays where it is, but the customer's other activities may leave too.
    mutating func force(_ index: Int) {
        var moved: [Int] = []
        guard random.below(2) == 0 && makeRoom(index, mostLeaving: 4, &moved) || replace(index, &moved) else { return }
        insert(moved)
        insert(neighbours(of: moved + [index]))
    }

    private mutating func replace(_ index: Int, _ moved: inout [Int]) -> Bool {
        guard let choice = chooser.choose(index, draft, weights, random: &random) else { return false }
        let blockers = draft.blockers(of: index, at: choice.start, employees: [choice.employee]) ?? []
        for blocker in blockers { takeOut(blocker.activity, &moved) }
        put(index, choice)
        return true
    }

    private mutating func makeRoom(_ index: Int, mostLeaving: Int, _ moved: inout [Int]) -> Bool {
        guard let room = roomMaker.find(index, draft, weights, mostLeaving: mostLeaving, &chooser, &random) else {
            return false
        }
        for activity in room.leaving { takeOut(activity, &moved) }
        for (activity, _) in room.moves { draft.remove(activity) }
        for (activity, start) in room.moves { draft.place(activity, at: start, [room.choice.employee]) }
        put(index, room.choice)
        return true
    }

    /// Puts an activity where others can move to make room for it, if there is such a place.
    mutating func squeezeIn(_ index: Int) {
        var moved: [Int] = []
        _ = makeRoom(index, mostLeaving: 0, &moved)
    }

    private mutating func relocate(_ index: Int) {
        guard draft.starts[index] != nil, !preparation.taken[index].sessions.isEmpty else { return }
        draft.remove(index)
        let isFair = random.below(10) < 3
        guard let choice = chooser.chooseFree(index, draft, isFair: isFair, random: &random) else {
            return draft.undo()
        }
        draft.place(index, at: choice.start, [choice.employee])
        draft.keep()
    }

    mutating func takeOut(_ index: Int, _ moved: inout [Int]) {
        guard draft.starts[index] != nil else { return }
        draft.remove(index)
        waiting.add(index)
        moved.append(index)
    }

    mutating func put(_ index: Int, _ choice: PlaceChooser.Choice) {
        draft.place(index, at: choice.start, [choice.employee])
        waiting.remove(index)
    }

    /// Puts activities where they fit, those of a higher priority mostly first, in one of several orders.
    mutating func insert(_ activities: [Int]) {
        let order = Order(chance: random.below(8))
        let ranked = activities.map { (index: $0, rank: rank($0, order)) }.sorted { $0.rank < $1.rank }
        for (index, _) in ranked where draft.starts[index] == nil {
            if let choice = chooser.chooseFree(index, draft, isFair: false, random: &random) {
                put(index, choice)
            } else {
                squeezeIn(index)
            }
        }
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
