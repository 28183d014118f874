/// Improves the rules' plan by search, as long as it may. Every rule of what is permitted binds; the preferences of
/// FORMAT 7 do not.
///
/// It first tries to schedule more, each activity with one employee only, which leaves the most room; then, at the
/// numbers reached, to let more employees attend and to shift less.
package struct Optimiser {
    let preparation: Preparation
    private var finder: PlaceFinder
    private var random: SeededRandom
    /// The best plan so far.
    private var best: Draft

    package init(_ problem: Problem, seed: UInt64) throws(ProblemError) {
        preparation = try Preparation(problem)
        var placing = RulePlacing(preparation)
        best = Draft(preparation, placing.placeAll())
        finder = PlaceFinder(preparation)
        random = SeededRandom(seed: seed)
    }

    /// The value of the best plan so far; before `run`, of the rules' plan.
    package var value: PlanValue { best.value }

    /// - Parameter progress: asked before each step; from 0 at the beginning to 1, when the search must end.
    package mutating func run(_ progress: () -> Double) {
        var more = MoreActivities(best, finder, random)
        more.run { progress() / Self.shareOfMore }
        random = more.random
        fill(more.best)
        var better = BetterTimes(best, finder, random)
        better.run(progress)
        random = better.random
        if best.value < better.draft.value { best = better.draft }
    }

    /// As many steps as given: with the same seed, always to the same plan.
    package mutating func run(steps: Int) {
        var step = 0
        run {
            defer { step += 1 }
            return Double(step) / Double(max(steps, 1))
        }
    }

    /// The part of the steps that are spent on scheduling more.
    private static let shareOfMore = 0.8

    /// Lets everybody attend who can, and keeps the result if it is better.
    private mutating func fill(_ draft: Draft) {
        var draft = draft
        for index in preparation.taken.indices {
            let wanted = preparation.taken[index].employees.count
            guard let start = draft.starts[index], draft.attending[index].count < wanted else { continue }
            draft.remove(index)
            draft.place(index, at: start, finder.fitting(index, at: start, draft.bookings))
        }
        draft.keep()
        if best.value < draft.value { best = draft }
    }

    /// The best plan so far.
    package mutating func plan() -> Plan { Plan(preparation, placements()) }

    mutating func placements() -> [Placement] {
        preparation.taken.indices.map { index in
            guard let start = best.starts[index] else { return .unscheduled(finder.reason(index, best.bookings)) }
            return .scheduled(start: start, attending: best.attending[index])
        }
    }
}
