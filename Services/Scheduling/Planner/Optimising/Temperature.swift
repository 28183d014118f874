import Foundation

/// How much worse a plan may become in a step: much at the beginning of a cycle, hardly anything at its end.
struct Temperature: Sendable {
    private var hot = 1.0
    private var cold = 1.0
    private var current = 1.0

    /// Begins a cycle.
    ///
    /// - Parameters:
    ///   - weight: that of one activity of the priority that the cycle is about.
    ///   - least: that of one activity of the lowest priority in it.
    init(weight: Double, least: Double) {
        hot = weight * 0.4
        cold = least * 0.1
        current = hot
    }

    /// - Parameter progress: from 0 at the beginning of the cycle to 1 at its end.
    mutating func cool(to progress: Double) { current = hot * pow(cold / hot, min(1, progress)) }

    /// Whether a plan that costs so much more is gone on with.
    func accepts(_ change: Double, _ random: inout SeededRandom) -> Bool {
        change <= 0 || random.fraction() < exp(-change / current)
    }
}
