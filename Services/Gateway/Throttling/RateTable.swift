import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Synchronization

/// A token bucket for each key that was seen lately.
final class RateTable<Key: Hashable & Sendable>: Sendable {
    private let table = Mutex(BoundedTable<Key, TokenBucket>(limit: 20_000))

    /// Throws `HTTPProblem.tooMany` where there is none left to take.
    func take(_ key: Key, _ rate: TokenBucket.Rate, at now: Instant) throws {
        let wait = table.withLock { table in
            var bucket = table[key] ?? TokenBucket(rate, at: now)
            let wait = bucket.take(rate, at: now)
            table.set(key, bucket)
            return wait
        }
        if let wait { throw HTTPProblem.tooMany(wait) }
    }
}
