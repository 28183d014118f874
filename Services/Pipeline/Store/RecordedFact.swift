import Foundation
import GRDB
import Messages
import Store

/// When another system's newest record of a subject was made: of two the later wins, also where it changed nothing.
enum RecordedFact {
    /// Whether a record made at `time` is at least as new as what is known; remembers it then.
    static func isNewest(_ id: EntityID, at time: Instant, _ db: Database) throws -> Bool {
        try db.cachedStatement(
            sql: """
                INSERT INTO recordedFact(id, at) VALUES (?1, ?2)
                ON CONFLICT(id) DO UPDATE SET at = excluded.at WHERE excluded.at >= recordedFact.at
                """
        ).execute(arguments: [id, time])
        return db.changesCount == 1
    }
}
