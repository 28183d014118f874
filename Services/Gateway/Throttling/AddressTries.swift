import Foundation
import Messages
import ServiceKit
import Synchronization

/// Counts what comes from each address, bounded.
final class AddressTries: Sendable {
    private let table = Mutex(BoundedTable<String, TokenBucket>(limit: 10_000))

    /// How long to wait instead; nothing where it may be.
    func take(_ address: String, _ rate: TokenBucket.Rate, at now: Instant) -> Duration? {
        table.withLock { table in
            var bucket = table[address] ?? TokenBucket(rate, at: now)
            let wait = bucket.take(rate, at: now)
            table.set(address, bucket)
            return wait
        }
    }
}
