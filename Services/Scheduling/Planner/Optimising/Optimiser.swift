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

    package mutating func run(_ limit: SearchLimit) {
        let steps = scheduleMore(limit)
        improveTimes(limit, after: steps)
    }

    /// The part of the search that is spent on scheduling more.
    private static let shareOfMore = 0.9

    /// Returns after how many steps it has ended.
    private mutating func scheduleMore(_ limit: SearchLimit) -> Int {
        let more = MoreActivities(best, finder, random)
        var searches = SideBySide(value: \MoreActivities.best.value) {
            var search = more
            search.random = random.split()
            return search
        }
        for round in 0..<MoreActivities.rounds {
            let end = Double(round + 1) / Double(MoreActivities.rounds)
            searches.run { $0.run(round: round, until: end) { limit.progress(after: $0) / Self.shareOfMore } }
            let leader = searches.best
            searches.forEach { $0.adopt(leader) }
        }
        fill(searches.best.best)
        return searches.searches.map(\.steps).max() ?? 0
    }

    private mutating func improveTimes(_ limit: SearchLimit, after steps: Int) {
        var searches = SideBySide(value: \BetterTimes.draft.value) { BetterTimes(best, finder, random.split()) }
        searches.run { $0.run { limit.progress(after: steps + $0) } }
        let found = searches.best.draft
        if best.value < found.value { best = found }
    }

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
