import Foundation

/// How much worse a plan may become in a step: much at the beginning of a cycle, hardly anything at its end. The unit is
/// the weight of one activity of the priority that the cycle is about.
struct Temperature: Sendable {
    private static let hot = 0.2
    private static let cold = 0.02
    private var current = hot

    /// - Parameter progress: from 0 at the beginning of the cycle to 1 at its end.
    mutating func cool(to progress: Double) { current = Self.hot * pow(Self.cold / Self.hot, min(1, progress)) }

    /// Whether a plan that costs so much more is gone on with.
    func accepts(_ change: Double, _ random: inout SeededRandom) -> Bool {
        change <= 0 || random.fraction() < exp(-change / current)
    }
}
