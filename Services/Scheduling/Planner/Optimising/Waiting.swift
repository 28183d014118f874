import Foundation

/// The activities that are not scheduled but could be, if nothing but commitments stood in their way.
struct Waiting: Sendable {
    private(set) var activities: [Int] = []
    /// Where each activity stands in the list; nil where it does not.
    private var positions: [Int?]
    private let priorities: [Int]
    /// By activity, in this cycle.
    private(set) var weights: [Double]
    /// What it costs that they wait: the sum of their weights.
    private(set) var cost = 0.0

    init(_ taken: [TakenActivity]) {
        positions = Array(repeating: nil, count: taken.count)
        priorities = taken.map(\.priority.rawValue)
        weights = Array(repeating: 1, count: taken.count)
    }

    /// Weighs for a cycle about one priority: an activity of a higher one weighs more, but not so much that the search
    /// could never do without it for a while. What is kept in the end is compared priority by priority.
    mutating func weigh(cycleOf level: Int, isSteep: Bool) {
        let byPriority = Priority.allCases.map { priority in
            let above = max(0, level - priority.rawValue)
            return isSteep ? pow(5, Double(above)) : Double(1 + 2 * above)
        }
        weights = priorities.map { byPriority[$0] }
        cost = activities.reduce(0) { $0 + weights[$1] }
    }

    func contains(_ index: Int) -> Bool { positions[index] != nil }

    mutating func add(_ index: Int) {
        guard positions[index] == nil else { return }
        positions[index] = activities.count
        activities.append(index)
        cost += weights[index]
    }

    mutating func remove(_ index: Int) {
        guard let position = positions[index], let last = activities.last else { return }
        activities[position] = last
        positions[last] = position
        activities.removeLast()
        positions[index] = nil
        cost -= weights[index]
    }
}
