/// How long a search goes on.
package enum SearchLimit: Sendable {
    /// So many steps of each of the searches that go on side by side: with the same seed, always to the same plan.
    case steps(Int)
    case duration(Duration, since: ContinuousClock.Instant = .now)

    /// From 0 at the beginning to 1, when the search must end.
    func progress(after steps: Int) -> Double {
        switch self {
        case .steps(let total): total > 0 ? Double(steps) / Double(total) : 1
        case .duration(let total, let start): (ContinuousClock.now - start) / total
        }
    }
}
