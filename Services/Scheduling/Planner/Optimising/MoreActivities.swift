/// Schedules more activities, and rather those of a higher priority, each with one employee only, which leaves the most
/// room. A step takes activities out, puts them and others that wait back in another way, and is kept if the plan is not
/// worse; early in a cycle also if it is a little worse (simulated annealing).
///
/// The first cycles look at the higher priorities alone, as if there were nothing else: what they gain is kept, and
/// the lower priorities are put back around it.
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
    /// The best of this cycle.
    private var cycleBest: Draft
    private var cycleWaiting: Waiting
    private var cycle = -1
    private var temperature = Temperature(weight: 1, least: 1)
    /// What this cycle leaves out because of its priority.
    private var aside: [Int] = []

    init(_ draft: Draft, _ finder: PlaceFinder, _ random: SeededRandom) {
        (self.draft, self.finder, self.random) = (draft, finder, random)
        preparation = draft.preparation
        byEmployee = Self.byEmployee(preparation)
        waiting = Waiting(preparation.taken)
        (best, bestWaiting) = (draft, waiting)
        (cycleBest, cycleWaiting) = (draft, waiting)
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
        var (from, to) = (0.0, 0.0)
        while true {
            let progress = progress()
            guard progress < 1 else { break }
            if progress >= to || waiting.activities.isEmpty {
                endCycle()
                guard !bestWaiting.activities.isEmpty else { return }
                cycle += 1
                beginCycle()
                (from, to) = (progress, progress + (1 - progress) / Double(max(1, Self.cycles - cycle)))
            }
            temperature.cool(to: (progress - from) / (to - from))
            step()
        }
        endCycle()
    }

    private static let cycles = 8

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
        (cycleBest, cycleWaiting) = (draft, waiting)
    }

    /// Goes on from the best plan: first with the highest priority that has activities waiting and those above it, then
    /// with the next, then with all.
    private mutating func beginCycle() {
        (draft, waiting) = (best, bestWaiting)
        let contested = Set(waiting.activities.map { preparation.taken[$0].priority.rawValue }).sorted()
        let lowest = cycle < contested.count - 1 ? contested[cycle] : Priority.veryLow.rawValue
        if lowest < Priority.veryLow.rawValue { putAside(below: lowest) }
        let about = lowest < Priority.veryLow.rawValue ? lowest : random.element(contested) ?? lowest
        temperature = Temperature(weight: Waiting.weights[about], least: Waiting.weights[lowest])
        (cycleBest, cycleWaiting) = (draft, waiting)
    }

    private mutating func putAside(below lowest: Int) {
        for index in preparation.taken.indices where preparation.taken[index].priority.rawValue > lowest {
            guard waiting.contains(index) || draft.starts[index] != nil else { continue }
            guard !preparation.taken[index].sessions.isEmpty else { continue }
            draft.remove(index)
            waiting.remove(index)
            aside.append(index)
        }
        draft.keep()
    }

    /// Keeps what the cycle has gained.
    private mutating func endCycle() {
        (draft, waiting) = (cycleBest, cycleWaiting)
        for index in aside { waiting.add(index) }
        insert(aside)
        draft.keep()
        aside.removeAll()
        let isBetter = waiting.cost < bestWaiting.cost || waiting.cost == bestWaiting.cost && best.value < draft.value
        if isBetter { (best, bestWaiting) = (draft, waiting) }
    }

    private mutating func step() {
        guard let index = random.element(waiting.activities) else { return }
        let before = waiting.cost
        if random.below(10) < 7 { rearrange(around: index) } else { force(index) }
        if temperature.accepts(waiting.cost - before, &random) {
            draft.keep()
            if cycleBestIsWorse { (cycleBest, cycleWaiting) = (draft, waiting) }
        } else {
            takeBack()
        }
    }

    private var cycleBestIsWorse: Bool {
        waiting.cost < cycleWaiting.cost || waiting.cost == cycleWaiting.cost && cycleBest.value < draft.value
    }

    private mutating func takeBack() {
        let touched = draft.touched
        draft.undo()
        for index in touched {
            if draft.starts[index] == nil { waiting.add(index) } else { waiting.remove(index) }
        }
    }
}
