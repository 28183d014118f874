extension MoreActivities {
    /// Clears some hours of employees whom a waiting activity, or one that has just been taken out, wants, and fills
    /// them anew; now and then forces the activity in. The result is gone on with if it is not worse, early in a cycle
    /// also if it is a little worse (simulated annealing).
    mutating func rearrange(around index: Int) {
        let before = waiting.cost
        if random.below(10) < 3 { force(index) } else { refill(clear(around: index)) }
        if temperature.accepts(waiting.cost - before, &random) {
            draft.keep()
        } else {
            takeBack()
        }
    }

    private struct Cleared {
        var activities: [Int]
        var hours: [(employee: Int, span: Span)] = []
    }

    private mutating func clear(around index: Int) -> Cleared {
        var cleared = Cleared(activities: [index])
        for _ in 0...random.below(4) {
            guard let other = random.element(cleared.activities),
                let employee = random.element(preparation.taken[other].employees)
            else { continue }
            let from = anchor(preparation.taken[index])
            let span = Span(start: from, end: from + 60 + random.below(1000))
            for owner in draft.owners(at: employee, span) { takeOut(owner, &cleared.activities) }
            cleared.hours.append((employee, span))
        }
        return cleared
    }

    /// Somewhere an activity may start; now and then where it is planned.
    private mutating func anchor(_ activity: TakenActivity) -> Int {
        guard !activity.starts.isEmpty, random.below(8) > 0 else { return activity.start }
        return activity.starts.lowerBound + random.below(activity.starts.count)
    }

    private struct Candidate {
        var activity: Int
        var rank: Double
        var hours: PlaceChooser.Hours?
    }

    /// What was taken out may go anywhere; what else waits for these employees, only into the hours that were cleared.
    private mutating func refill(_ cleared: Cleared) {
        let order = Order(chance: random.below(8))
        var candidates = cleared.activities.map { Candidate(activity: $0, rank: rank($0, order)) }
        for (employee, span) in cleared.hours {
            for _ in 0..<20 {
                guard let other = random.element(byEmployee[employee]), waiting.contains(other) else { continue }
                let hours = PlaceChooser.Hours(span: span, employee: employee)
                candidates.append(Candidate(activity: other, rank: rank(other, order), hours: hours))
            }
        }
        candidates.sort { $0.rank < $1.rank }
        for candidate in candidates where draft.starts[candidate.activity] == nil {
            let isFair = random.below(10) < 3
            let choice = chooser.chooseFree(
                candidate.activity, draft, in: candidate.hours, isFair: isFair, random: &random)
            if let choice { put(candidate.activity, choice) } else { squeezeIn(candidate.activity) }
        }
    }

    private mutating func takeBack() {
        let touched = draft.touched
        draft.undo()
        for index in touched {
            if draft.starts[index] == nil { waiting.add(index) } else { waiting.remove(index) }
        }
    }
}
