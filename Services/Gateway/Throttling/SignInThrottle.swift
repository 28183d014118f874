import Foundation
import Messages
import ServiceKit
import Synchronization

/// Slows guessing down without locking anybody out (ACC-1): after some failures each further try for a name from an
/// address has to wait longer, which touches nobody elsewhere; and one address has only so many failures a minute, which
/// does not touch names that have signed in from there before. A device that somebody has signed in from counts as an
/// address of its own, so that not even others at their address make them wait.
final class SignInThrottle: Sendable {
    static let freeFailures = 5
    static let longestWait = Duration.seconds(900)
    static let forgetAfter = Duration.seconds(3600)
    static let failuresOfAddress = TokenBucket.Rate(perSecond: 0.5, burst: 30)
    /// Tries of a code for one account from addresses that are strange to it: with three of a million codes right at any
    /// time, who knows the password needs years.
    static let codesOfAccount = TokenBucket.Rate(perSecond: 1.0 / 300, burst: 20)

    enum Answer: Sendable, Hashable {
        case go
        /// `isFirst`: the first refusal since the last try that was made.
        case wait(Duration, isFirst: Bool)
    }

    private struct Attempt: Hashable, Sendable {
        let name: String
        let address: String
    }

    private struct Record: Sendable {
        var failures = 0
        var lastAt: Instant
        var notBefore: Instant
        var hasSucceeded = false
        var wasRefused = false
    }

    private struct Limited: Sendable {
        var bucket: TokenBucket
        var wasRefused = false
    }

    private struct State: Sendable {
        var attempts = BoundedTable<Attempt, Record>(limit: 10_000)
        var addresses = BoundedTable<String, Limited>(limit: 10_000)
        var codes = BoundedTable<String, Limited>(limit: 10_000)
    }

    private let state = Mutex(State())

    /// Counts a try, before its password is looked at so that many at once gain nothing.
    func begin(name: String, address: String, isKnown: Bool = false, at now: Instant) -> Answer {
        let attempt = Attempt(name: name, address: address)
        return state.withLock { state in
            var record = state.attempts[attempt] ?? Record(lastAt: now, notBefore: now)
            if now >= record.lastAt.adding(Self.forgetAfter) { record.failures = 0 }
            if now < record.notBefore {
                let isFirst = !record.wasRefused
                record.wasRefused = true
                state.attempts.set(attempt, record)
                return .wait(record.notBefore.since(now), isFirst: isFirst)
            }
            // Refused here, a name leaves nothing behind: whoever makes names up would drive the others out of the table.
            if !record.hasSucceeded, !isKnown {
                let answer = Self.take(&state.addresses, address, Self.failuresOfAddress, now)
                guard answer == .go else { return answer }
            }
            record.failures += 1
            record.lastAt = now
            record.notBefore = now.adding(Self.wait(after: record.failures))
            record.wasRefused = false
            state.attempts.set(attempt, record)
            return .go
        }
    }

    /// Counts a try of a code, after the password was right.
    func beginCode(name: String, address: String, isKnown: Bool = false, at now: Instant) -> Answer {
        state.withLock { state in
            guard !isKnown, state.attempts[Attempt(name: name, address: address)]?.hasSucceeded != true else {
                return .go
            }
            return Self.take(&state.codes, name, Self.codesOfAccount, now)
        }
    }

    /// Password and code, where there is one, were both right.
    func succeeded(name: String, address: String, at now: Instant) {
        state.withLock { state in
            let record = Record(lastAt: now, notBefore: now, hasSucceeded: true)
            state.attempts.set(Attempt(name: name, address: address), record)
            guard var limited = state.addresses[address] else { return }
            limited.bucket.giveBack(Self.failuresOfAddress)
            state.addresses.set(address, limited)
        }
    }

    private static func take(
        _ table: inout BoundedTable<String, Limited>, _ key: String, _ rate: TokenBucket.Rate, _ now: Instant
    ) -> Answer {
        var limited = table[key] ?? Limited(bucket: TokenBucket(rate, at: now))
        let (wait, isFirst) = (limited.bucket.take(rate, at: now), !limited.wasRefused)
        limited.wasRefused = wait != nil
        table.set(key, limited)
        return wait.map { .wait($0, isFirst: isFirst) } ?? .go
    }

    /// 1, 2, 4… seconds from the failure after the free ones on.
    static func wait(after failures: Int) -> Duration {
        guard failures >= freeFailures else { return .zero }
        return min(.seconds(1 << min(failures - freeFailures, 20)), longestWait)
    }
}
