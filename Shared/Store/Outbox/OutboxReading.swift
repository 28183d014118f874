import Foundation
import GRDB
import Messages

/// A row of the outbox that the broker did not take, and how often it was tried.
public struct HeldRow: Sendable, Hashable {
    public var seq: Int64
    public var subject: String
    public var attempts: Int
    public var reason: String

    public init(seq: Int64, subject: String, attempts: Int, reason: String) {
        self.seq = seq
        self.subject = subject
        self.attempts = attempts
        self.reason = reason
    }
}

/// What has come of publishing since the last write: becomes durable in one go.
public struct RelayProgress: Sendable, Hashable {
    /// Every row up to this one is confirmed or held.
    public var position: Int64
    public var held: [HeldRow]
    /// Held rows that have been confirmed since.
    public var released: [Int64]

    public init(position: Int64, held: [HeldRow] = [], released: [Int64] = []) {
        self.position = position
        self.held = held
        self.released = released
    }
}

extension ServiceStore {
    /// How far the broker had confirmed at the last write.
    public func relayPosition() async throws -> Int64 {
        try await read { db in try Int64.fetchOne(db, sql: "SELECT position FROM relay") ?? 0 }
    }

    /// The next rows after `seq`, in order.
    public func outbox(after seq: Int64, limit: Int) async throws -> [OutboxRow] {
        try await read { db in
            try OutboxRow.fetchAll(
                db, sql: "SELECT * FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", arguments: [seq, limit])
        }
    }

    public func outboxRow(_ seq: Int64) async throws -> OutboxRow? {
        try await read { db in try OutboxRow.fetchOne(db, sql: "SELECT * FROM outbox WHERE seq = ?", arguments: [seq]) }
    }

    public func heldRows() async throws -> [HeldRow] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM held ORDER BY seq").map {
                HeldRow(seq: $0["seq"], subject: $0["subject"], attempts: $0["attempts"], reason: $0["reason"])
            }
        }
    }

    public func record(_ progress: RelayProgress) async throws {
        try await write(priority: .background) { transaction in
            let db = transaction.db
            for row in progress.held {
                try db.execute(
                    sql: """
                        INSERT INTO held(seq, subject, attempts, reason, since) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT(seq) DO UPDATE SET attempts = excluded.attempts, reason = excluded.reason
                        """, arguments: [row.seq, row.subject, row.attempts, row.reason, transaction.now])
            }
            for seq in progress.released { try db.execute(sql: "DELETE FROM held WHERE seq = ?", arguments: [seq]) }
            try db.execute(
                sql: "UPDATE relay SET position = max(position, ?) WHERE one = 1", arguments: [progress.position])
        }
    }
}
