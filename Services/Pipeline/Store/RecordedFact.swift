import Foundation
import GRDB
import Messages
import Store

/// When another system's newest record of a subject was made: of two the later wins, also where it changed nothing.
enum RecordedFact {
    /// Whether a record made at `time` is at least as new as what is known; remembers it then.
    static func isNewest(_ id: EntityID, at time: Instant, _ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO recordedFact(id, at) VALUES (?1, ?2)
                ON CONFLICT(id) DO UPDATE SET at = excluded.at WHERE excluded.at >= recordedFact.at
                """, arguments: [id, time])
        return db.changesCount == 1
    }
}

/// Records that were deleted: what other systems or a lead say of them later does not make them again.
enum Tombstone {
    static func write(_ id: EntityID, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "INSERT OR REPLACE INTO tombstone(id, at) VALUES (?, ?)", arguments: [id, transaction.now])
    }

    static func exists(_ id: EntityID, _ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM tombstone WHERE id = ?)", arguments: [id]) ?? false
    }
}
