import Foundation

/// Schedules more activities, and rather those of a higher priority. A step forces an unscheduled activity in, takes out
/// what stands in its way, and finds new places for that and for others; steps that make the plan a little worse are
/// kept early on, and ever less (simulated annealing).
struct MoreActivities {
    private let preparation: Preparation
    private(set) var draft: Draft
    private(set) var best: Draft
    private var finder: PlaceFinder
    private(set) var random: SeededRandom
    /// Activities that are not scheduled but could be, if nothing but commitments stood in their way.
    private var waiting: [Int] = []
    private var positionInWaiting: [Int?]
    /// For each employee, the waiting activities are looked up among these.
    private let byEmployee: [[Int]]
    private var penalty: Double
    private var bestPenalty: Double

    /// What one unscheduled activity costs, by priority.
    private static let weights: [Double] = [256, 64, 16, 4, 1]

    init(_ draft: Draft, _ finder: PlaceFinder, _ random: SeededRandom) {
        (self.draft, self.finder, self.random) = (draft, finder, random)
        preparation = draft.preparation
        best = draft
        var byEmployee = Array(repeating: [Int](), count: preparation.employees.count)
        for (index, activity) in preparation.taken.enumerated() where !activity.sessions.isEmpty {
            for employee in activity.employees { byEmployee[employee].append(index) }
        }
        self.byEmployee = byEmployee
        positionInWaiting = Array(repeating: nil, count: preparation.taken.count)
        penalty = 0
        bestPenalty = 0
        for index in preparation.taken.indices where draft.starts[index] == nil && isPossible(index) { wait(index) }
        bestPenalty = penalty
    }

    private mutating func isPossible(_ index: Int) -> Bool {
        let activity = preparation.taken[index]
        return activity.employees.contains { finder.ignoringPlan(index, near: activity.start, employee: $0) != nil }
    }

    mutating func run(_ progress: () -> Double) {
        guard !waiting.isEmpty else { return }
        leaveOnlyOne()
        while !waiting.isEmpty {
            let progress = progress()
            guard progress < 1 else { break }
            step(temperature(progress))
        }
    }

    /// Every scheduled activity keeps one employee: the one with the least to do.
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

    private func temperature(_ progress: Double) -> Double {
        let frontier = waiting.map { preparation.taken[$0].priority.rawValue }.min() ?? 4
        let hot = Self.weights[frontier] * 0.4
        let cold = 0.1
        return hot * pow(cold / hot, progress)
    }

    private mutating func step(_ temperature: Double) {
        let before = penalty
        guard let index = random.element(waiting) else { return }
        force(index)
        let change = penalty - before
        if change <= 0 || random.fraction() < exp(-change / temperature) {
            draft.keep()
            if penalty < bestPenalty || penalty == bestPenalty && best.value < draft.value {
                best = draft
                bestPenalty = penalty
            }
        } else {
            takeBack()
        }
    }
}

extension MoreActivities {
    /// Forces an activity in, at the place where least of value stands in the way, and puts what had to leave elsewhere.
    private mutating func force(_ index: Int) {
        guard let place = cheapestPlace(index) else { return }
        var ejected: [Int] = []
        for blocker in place.blockers where draft.starts[blocker.activity] != nil {
            draft.remove(blocker.activity)
            wait(blocker.activity)
            ejected.append(blocker.activity)
        }
        draft.place(index, at: place.start, [place.employee])
        admit(index)
        insert(ejected)
        insert(neighbours(of: ejected + [index]))
    }

    private struct Place {
        var start: Int
        var employee: Int
        var blockers: [Draft.Blocker]
    }

    private mutating func cheapestPlace(_ index: Int) -> Place? {
        let activity = preparation.taken[index]
        var cheapest: (place: Place, cost: Double)?
        for _ in 0..<Self.places {
            guard let employee = random.element(activity.employees),
                let start = finder.ignoringPlan(index, near: anchor(activity), employee: employee),
                let blockers = draft.blockers(of: index, at: start, employees: [employee])
            else { continue }
            let cost =
                blockers.reduce(0) { $0 + Self.weights[preparation.taken[$1.activity].priority.rawValue] }
                * (0.5 + random.fraction())
            if cheapest.map({ cost < $0.cost }) ?? true {
                cheapest = (Place(start: start, employee: employee, blockers: blockers), cost)
            }
        }
        return cheapest?.place
    }

    /// How many places are looked at for one that is forced in.
    private static let places = 4

    /// Somewhere an activity may start; now and then where it is planned.
    private mutating func anchor(_ activity: TakenActivity) -> Int {
        guard !activity.starts.isEmpty, random.below(8) > 0 else { return activity.start }
        return activity.starts.lowerBound + random.below(activity.starts.count)
    }

    /// Finds free places for activities, those of a higher priority mostly first.
    private mutating func insert(_ activities: [Int]) {
        let ordered = activities.map { index in
            (index, Double(preparation.taken[index].priority.rawValue) + 1.5 * random.fraction())
        }.sorted { $0.1 < $1.1 }
        for (index, _) in ordered where draft.starts[index] == nil {
            let anchor = anchor(preparation.taken[index])
            guard let start = finder.nearest(index, to: anchor, draft.bookings) else { continue }
            let fitting = finder.fitting(index, at: start, draft.bookings)
            guard let employee = random.element(fitting) else { continue }
            draft.place(index, at: start, [employee])
            admit(index)
        }
    }

    /// Some waiting activities that want an employee of activities that have just moved.
    private mutating func neighbours(of moved: [Int]) -> [Int] {
        var found: [Int] = []
        for _ in 0..<Self.neighbourTries {
            guard let index = random.element(moved), let employee = random.element(preparation.taken[index].employees),
                let other = random.element(byEmployee[employee]), positionInWaiting[other] != nil,
                !found.contains(other)
            else { continue }
            found.append(other)
        }
        return found
    }

    private static let neighbourTries = 12

    private mutating func wait(_ index: Int) {
        guard positionInWaiting[index] == nil else { return }
        positionInWaiting[index] = waiting.count
        waiting.append(index)
        penalty += Self.weights[preparation.taken[index].priority.rawValue]
    }

    private mutating func admit(_ index: Int) {
        guard let position = positionInWaiting[index], let last = waiting.last else { return }
        waiting[position] = last
        positionInWaiting[last] = position
        waiting.removeLast()
        positionInWaiting[index] = nil
        penalty -= Self.weights[preparation.taken[index].priority.rawValue]
    }

    private mutating func takeBack() {
        let touched = draft.touched
        draft.undo()
        for index in touched { if draft.starts[index] == nil { wait(index) } else { admit(index) } }
    }
}
