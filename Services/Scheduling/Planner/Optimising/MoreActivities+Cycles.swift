extension MoreActivities {
    private var isForcing: Bool { cycle.isMultiple(of: 2) }

    /// Goes on from the best plan.
    mutating func beginCycle() {
        cycle += 1
        (draft, waiting) = (best, bestWaiting)
        if isForcing || !isContested(level) { level = nextLevel() }
        putAside(below: level)
        waiting.weigh(cycleOf: level, isSteep: cycle % 4 == 3)
        weights = waiting.weights
        stepsWithoutGain = 0
        (cycleBest, cycleWaiting) = (draft, waiting)
    }

    private func isContested(_ level: Int) -> Bool {
        waiting.activities.contains { preparation.taken[$0].priority.rawValue == level }
    }

    /// The next lower priority of which something waits; behind the lowest the highest again. The last rounds are about
    /// the lowest, which all before have disturbed.
    private func nextLevel() -> Int {
        let contested = Priority.allCases.map(\.rawValue).filter(isContested)
        if round >= Self.rounds - 4, let lowest = contested.last { return lowest }
        return contested.first { $0 > level } ?? contested.first ?? level
    }

    private mutating func putAside(below level: Int) {
        for index in preparation.taken.indices where preparation.taken[index].priority.rawValue > level {
            guard waiting.contains(index) || draft.starts[index] != nil else { continue }
            guard !preparation.taken[index].sessions.isEmpty else { continue }
            draft.remove(index)
            waiting.remove(index)
            aside.append(index)
        }
        draft.keep()
    }

    /// Keeps what the cycle has gained.
    mutating func endCycle() {
        (draft, waiting) = (cycleBest, cycleWaiting)
        for index in aside { waiting.add(index) }
        insert(aside)
        draft.keep()
        aside.removeAll()
        if best.value < draft.value { (best, bestWaiting) = (draft, waiting) }
    }

    mutating func step() {
        guard let index = random.element(waiting.activities) else { return }
        if isForcing { insist(on: index) } else { rearrange(around: index) }
        stepsWithoutGain += 1
        if cycleBest.value.scheduled.lexicographicallyPrecedes(draft.value.scheduled) {
            (cycleBest, cycleWaiting) = (draft, waiting)
            stepsWithoutGain = 0
        } else if isForcing, stepsWithoutGain > Self.patience {
            startAnew()
        }
    }

    private static let patience = 3000

    private mutating func startAnew() {
        (draft, waiting) = (cycleBest, cycleWaiting)
        weights = waiting.weights
        stepsWithoutGain = 0
    }
}
