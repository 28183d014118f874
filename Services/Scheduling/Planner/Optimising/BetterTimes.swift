/// Improves a plan without giving up anything: more employees attend, and activities move nearer to their planned
/// times. A step takes an activity and what stands in its way out, and puts them back in another order; it is kept if
/// the plan is not worse.
struct BetterTimes: Sendable {
    private let preparation: Preparation
    private(set) var draft: Draft
    private var finder: PlaceFinder
    private(set) var random: SeededRandom
    private let movable: [Int]
    private var steps = 0

    init(_ draft: Draft, _ finder: PlaceFinder, _ random: SeededRandom) {
        (self.draft, self.finder, self.random) = (draft, finder, random)
        preparation = draft.preparation
        movable = draft.preparation.taken.indices.filter { !draft.preparation.taken[$0].sessions.isEmpty }
    }

    /// - Parameter progress: asked before each step, after so many; from 0 to 1, when the search must end.
    mutating func run(_ progress: (Int) -> Double) {
        guard !movable.isEmpty else { return }
        while progress(steps) < 1 {
            steps += 1
            step()
        }
    }

    private mutating func step() {
        let before = draft.value
        guard let index = random.element(movable), let target = target(index) else { return }
        let activity = preparation.taken[index]
        if draft.starts[index] == target, draft.attending[index].count == activity.employees.count { return }
        draft.remove(index)
        let able = activity.employees.filter { draft.blockers(of: index, at: target, employees: [$0]) != nil }
        guard let blockers = draft.blockers(of: index, at: target, employees: able), !able.isEmpty else {
            return draft.undo()
        }
        let ejected = eject(blockers)
        draft.place(index, at: target, able)
        putBack(ejected)
        if draft.value < before { draft.undo() } else { draft.keep() }
    }

    /// Where an activity might be better: at its planned time, or a little or far off.
    private mutating func target(_ index: Int) -> Int? {
        let activity = preparation.taken[index]
        guard let employee = random.element(activity.employees) else { return nil }
        var anchor = activity.start
        if !activity.starts.isEmpty, random.below(3) > 0 {
            let reach = min(activity.starts.count, random.below(2) == 0 ? 960 : 7 * 1440)
            anchor += random.below(2 * reach) - reach
        }
        return finder.ignoringPlan(index, near: anchor, employee: employee)
    }

    /// Makes room: an activity that others attend too only loses the employee who is needed.
    private mutating func eject(_ blockers: [Draft.Blocker]) -> [Int] {
        var ejected: [Int] = []
        for blocker in blockers where draft.starts[blocker.activity] != nil {
            if let employee = blocker.employee, draft.attending[blocker.activity].count > 1, random.below(2) == 0 {
                draft.release(employee, from: blocker.activity)
            } else {
                draft.remove(blocker.activity)
                ejected.append(blocker.activity)
            }
        }
        return ejected
    }

    private mutating func putBack(_ ejected: [Int]) {
        var order = ejected
        random.shuffle(&order)
        order.sort { preparation.taken[$0].priority.rawValue < preparation.taken[$1].priority.rawValue }
        for index in order {
            guard let start = finder.fullest(index, draft.bookings) else { continue }
            draft.place(index, at: start, finder.fitting(index, at: start, draft.bookings))
        }
    }
}
