/// Waits between attempts to connect: 0.2 s, doubled up to 6 s, each ±20 % so that services that lost the same broker do
/// not come back in step; and all are back within 10 s of the broker (fault 5).
public struct Backoff: Sendable {
    public var first: Duration
    public var limit: Duration
    private var attempts = 0

    public init(first: Duration = .milliseconds(200), limit: Duration = .seconds(6)) {
        self.first = first
        self.limit = limit
    }

    public mutating func next() -> Duration {
        // 2^20 of anything sensible is beyond the limit; more would overflow.
        let plain = min(limit, first * (1 << min(attempts, 20)))
        attempts += 1
        return plain * Double.random(in: 0.8...1.2)
    }

    /// After a success.
    public mutating func reset() { attempts = 0 }
}
