import Foundation
import Messages
import Synchronization

/// Slows guessing down without locking anybody out (ACC-1): after some failures each further try for a name from an
/// address has to wait longer, which touches nobody elsewhere; and one address has only so many failures a minute, which
/// does not touch names that have signed in from there before.
final class SignInThrottle: Sendable {
    static let freeFailures = 5
    static let longestWait = Duration.seconds(900)
    static let forgetAfter = Duration.seconds(3600)
    static let failuresOfAddress = TokenBucket.Rate(perSecond: 0.5, burst: 30)

    private struct Attempt: Hashable, Sendable {
        let name: String
        let address: String
    }

    private struct Record: Sendable {
        var failures = 0
        var lastAt: Instant
        var notBefore: Instant
        var hasSucceeded = false
    }

    private struct State: Sendable {
        var attempts = BoundedTable<Attempt, Record>(limit: 10_000)
        var addresses = BoundedTable<String, TokenBucket>(limit: 10_000)
    }

    private let state = Mutex(State())

    /// Counts a try, before its password is looked at so that many at once gain nothing. How long to wait instead, where
    /// it may not be made yet.
    func begin(name: String, address: String, at now: Instant) -> Duration? {
        let attempt = Attempt(name: name, address: address)
        return state.withLock { state in
            var record = state.attempts[attempt] ?? Record(lastAt: now, notBefore: now)
            if now >= record.lastAt.adding(Self.forgetAfter) { record.failures = 0 }
            if now < record.notBefore { return record.notBefore.since(now) }
            if !record.hasSucceeded, let wait = Self.take(&state, address, now) { return wait }
            record.failures += 1
            record.lastAt = now
            record.notBefore = now.adding(Self.wait(after: record.failures))
            state.attempts.set(attempt, record)
            return nil
        }
    }

    func succeeded(name: String, address: String, at now: Instant) {
        state.withLock { state in
            let record = Record(lastAt: now, notBefore: now, hasSucceeded: true)
            state.attempts.set(Attempt(name: name, address: address), record)
            guard var bucket = state.addresses[address] else { return }
            bucket.giveBack(Self.failuresOfAddress)
            state.addresses.set(address, bucket)
        }
    }

    private static func take(_ state: inout State, _ address: String, _ now: Instant) -> Duration? {
        var bucket = state.addresses[address] ?? TokenBucket(failuresOfAddress, at: now)
        let wait = bucket.take(failuresOfAddress, at: now)
        state.addresses.set(address, bucket)
        return wait
    }

    /// 1, 2, 4… seconds from the failure after the free ones on.
    static func wait(after failures: Int) -> Duration {
        guard failures >= freeFailures else { return .zero }
        return min(.seconds(1 << min(failures - freeFailures, 20)), longestWait)
    }
}
