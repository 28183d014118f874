import Foundation

/// How much worse a plan may become in a step: much at the beginning of a cycle, hardly anything at its end.
struct Temperature: Sendable {
    private var cycle = -1
    private var hot = 1.0
    private(set) var current = 1.0

    private static let cycles = 5.0
    private static let cold = 0.1
    /// The beginning of a cycle, as a part of the weight of one activity of the priority it is about.
    private static let hotPart = 0.4

    /// Moves on; true where a new cycle begins, which must then be given its weight.
    mutating func move(to progress: Double) -> Bool {
        let place = progress * Self.cycles
        let isNew = cycle != Int(place)
        cycle = Int(place)
        current = hot * pow(Self.cold / hot, place - Double(cycle))
        return isNew
    }

    mutating func begin(weight: Double) {
        hot = weight * Self.hotPart
        current = hot
    }

    /// Whether a plan that costs so much more is gone on with.
    func accepts(_ change: Double, _ random: inout SeededRandom) -> Bool {
        change <= 0 || random.fraction() < exp(-change / current)
    }
}
