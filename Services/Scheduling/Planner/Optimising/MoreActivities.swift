/// Schedules more activities, and rather those of a higher priority, each with one employee only, which leaves the most
/// room. A step takes activities out, puts them and others that wait back in another way, and is kept if the plan is not
/// worse; early in a cycle also if it is a little worse (simulated annealing).
struct MoreActivities {
    let preparation: Preparation
    var draft: Draft
    var waiting: Waiting
    var finder: PlaceFinder
    var random: SeededRandom
    /// The activities with sessions that each employee may attend.
    let byEmployee: [[Int]]
    /// The best plan so far, and those who wait in it.
    private(set) var best: Draft
    private var bestWaiting: Waiting
    private var temperature = Temperature()

    init(_ draft: Draft, _ finder: PlaceFinder, _ random: SeededRandom) {
        (self.draft, self.finder, self.random) = (draft, finder, random)
        preparation = draft.preparation
        byEmployee = Self.byEmployee(preparation)
        waiting = Waiting(preparation.taken)
        (best, bestWaiting) = (draft, waiting)
        for index in preparation.taken.indices where draft.starts[index] == nil && isPossible(index) {
            waiting.add(index)
        }
        bestWaiting = waiting
    }

    private static func byEmployee(_ preparation: Preparation) -> [[Int]] {
        var activities = Array(repeating: [Int](), count: preparation.employees.count)
        for (index, activity) in preparation.taken.enumerated() where !activity.sessions.isEmpty {
            for employee in activity.employees { activities[employee].append(index) }
        }
        return activities
    }

    private mutating func isPossible(_ index: Int) -> Bool {
        let activity = preparation.taken[index]
        return activity.employees.contains { finder.ignoringPlan(index, near: activity.start, employee: $0) != nil }
    }

    /// - Parameter progress: asked before each step; from 0 at the beginning to 1, when the search must end.
    mutating func run(_ progress: () -> Double) {
        guard !waiting.activities.isEmpty, progress() < 1 else { return }
        leaveOnlyOne()
        while !waiting.activities.isEmpty {
            let progress = progress()
            guard progress < 1 else { return }
            if temperature.move(to: progress) { beginCycle() }
            step()
        }
    }

    /// Every scheduled activity keeps one employee: the one who is wanted least.
    private mutating func leaveOnlyOne() {
        for index in preparation.taken.indices where draft.attending[index].count > 1 {
            guard let start = draft.starts[index], !preparation.taken[index].sessions.isEmpty else { continue }
            let one = draft.attending[index].min { byEmployee[$0].count < byEmployee[$1].count }
            draft.remove(index)
            draft.place(index, at: start, one.map { [$0] } ?? [])
        }
        draft.keep()
        best = draft
    }

    /// Goes on from the best plan, hot enough for one of the priorities that are waiting in it.
    private mutating func beginCycle() {
        (draft, waiting) = (best, bestWaiting)
        guard let index = random.element(waiting.activities) else { return }
        temperature.begin(weight: waiting.weight(index))
    }

    private mutating func step() {
        guard let index = random.element(waiting.activities) else { return }
        let before = waiting.cost
        if random.below(10) < 7 { rearrange(around: index) } else { force(index) }
        if temperature.accepts(waiting.cost - before, &random) {
            draft.keep()
            if bestIsWorse { (best, bestWaiting) = (draft, waiting) }
        } else {
            takeBack()
        }
    }

    private var bestIsWorse: Bool {
        waiting.cost < bestWaiting.cost || waiting.cost == bestWaiting.cost && best.value < draft.value
    }

    private mutating func takeBack() {
        let touched = draft.touched
        draft.undo()
        for index in touched {
            if draft.starts[index] == nil { waiting.add(index) } else { waiting.remove(index) }
        }
    }
}
