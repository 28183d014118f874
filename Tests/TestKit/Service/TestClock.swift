import Foundation
import Messages
import Store
import Synchronization

/// A clock that stands still until a test moves it, and ids that come out the same in every run.
public final class TestClock: Sendable {
    private let instant: Mutex<Instant>
    private let generator: Mutex<SeededGenerator>

    /// 2026-11-23 09:00 in Viet Nam, a Monday.
    public init(_ start: Instant = Instant(milliseconds: 1_795_399_200_000), seed: UInt64 = 20_261_122) {
        instant = Mutex(start)
        generator = Mutex(SeededGenerator(seed: seed))
    }

    public var now: Instant { instant.withLock { $0 } }
    public func advance(by duration: Duration) { instant.withLock { $0 = $0.adding(duration) } }
    public func set(_ to: Instant) { instant.withLock { $0 = to } }

    public var world: World {
        World(now: { self.now }, random: { self.generator.withLock { ($0.next(), $0.next()) } })
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
