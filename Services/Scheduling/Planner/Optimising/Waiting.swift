/// The activities that are not scheduled but could be, if nothing but commitments stood in their way.
struct Waiting: Sendable {
    private(set) var activities: [Int] = []
    /// Where each activity stands in the list; nil where it does not.
    private var positions: [Int?]
    private let weights: [Double]
    /// What it costs that they wait: the sum of their weights.
    private(set) var cost = 0.0

    init(_ taken: [TakenActivity]) {
        positions = Array(repeating: nil, count: taken.count)
        weights = taken.map { Self.weights[$0.priority.rawValue] }
    }

    /// By priority: one activity weighs as much as ten of the next priority.
    static let weights: [Double] = [10_000, 1_000, 100, 10, 1]

    func weight(_ index: Int) -> Double { weights[index] }
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
