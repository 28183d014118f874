import Foundation
import Messages

/// Lets through `burst` at once and `perSecond` in the long run.
struct TokenBucket: Sendable, Hashable {
    struct Rate: Sendable, Hashable {
        var perSecond: Double
        var burst: Double
    }

    private var tokens: Double
    private var at: Instant

    init(_ rate: Rate, at now: Instant) {
        tokens = rate.burst
        at = now
    }

    /// Nothing where one was there to take, else how long until there is.
    mutating func take(_ rate: Rate, at now: Instant) -> Duration? {
        let seconds = max(0, Double(now.milliseconds - at.milliseconds) / 1000)
        tokens = min(rate.burst, tokens + seconds * rate.perSecond)
        at = max(at, now)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return .milliseconds(Int64(((1 - tokens) / rate.perSecond * 1000).rounded(.up)))
    }

    mutating func giveBack(_ rate: Rate) { tokens = min(rate.burst, tokens + 1) }
}
