import Foundation
import GRDB
import Messages
import Store
import Synchronization

/// Finds the unit of work that kills the process, wherever it came from (fault 12). Two starts within ten minutes that
/// did not end well make the process careful: every unit then runs alone, named in `suspect` before it and taken out
/// after it, until 300 have passed. One that is found there for the third time is parked unrun.
final class RunGuard: Sendable {
    private let store: ServiceStore
    private let remaining: Mutex<Int>
    private let turnstile = Turnstile()
    static let carefulUnits = 300

    /// Call once at start, before anything is consumed.
    init(store: ServiceStore) async throws {
        self.store = store
        let uncleanEnds = try await store.write(priority: .background) { transaction in
            let since = transaction.now.adding(.seconds(-600))
            let count =
                try Int.fetchOne(
                    transaction.db, sql: "SELECT count(*) FROM run WHERE endedAt IS NULL AND startedAt > ?",
                    arguments: [since]) ?? 0
            try transaction.db.execute(sql: "DELETE FROM run WHERE startedAt <= ?", arguments: [since])
            try transaction.db.execute(sql: "INSERT INTO run(startedAt) VALUES (?)", arguments: [transaction.now])
            return count
        }
        remaining = Mutex(uncleanEnds >= 2 ? Self.carefulUnits : 0)
    }

    /// Whether units must run alone.
    var isCareful: Bool { remaining.withLock { $0 > 0 } }

    /// Runs `unit` alone, whatever queue or clock it comes from: two at a time, and an innocent one would be found beside
    /// the one that kills. `body` is told whether it may run the unit, or is to park it.
    func carefully(
        _ unit: String, _ body: @escaping @Sendable (Transaction, _ mayRun: Bool) throws -> Void
    ) async throws {
        try await turnstile.alone {
            let mayRun = try await begin(unit)
            try await store.write(priority: .background) { transaction in
                try body(transaction, mayRun)
                try transaction.db.execute(sql: "DELETE FROM suspect WHERE unit = ?", arguments: [unit])
            }
            remaining.withLock { $0 = max(0, $0 - 1) }
        }
    }

    /// Names `unit` before it runs. `false`: it has killed the process often enough and is not to be run.
    private func begin(_ unit: String) async throws -> Bool {
        let starts = try await store.write(priority: .background) { transaction in
            try Int.fetchOne(
                transaction.db,
                sql: """
                    INSERT INTO suspect(unit, starts) VALUES (?, 1)
                    ON CONFLICT(unit) DO UPDATE SET starts = starts + 1 RETURNING starts
                    """, arguments: [unit]) ?? 1
        }
        return starts < 3
    }

    /// The process ends in good order.
    func ended() async throws {
        try await store.write(priority: .background) { transaction in
            try transaction.db.execute(
                sql: "UPDATE run SET endedAt = ? WHERE number = (SELECT max(number) FROM run)",
                arguments: [transaction.now])
        }
    }
}
