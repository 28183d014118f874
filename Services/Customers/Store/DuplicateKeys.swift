import GRDB
import Messages
import Store

enum DuplicateKeys {
    /// Replaces the keys of a record.
    static func put(_ entity: String, _ id: EntityID, _ keys: [DuplicateKey], _ db: Database) throws {
        try db.execute(sql: "DELETE FROM duplicateKey WHERE entity = ? AND recordId = ?", arguments: [entity, id])
        for key in keys {
            try db.execute(
                sql: "INSERT INTO duplicateKey(kind, value, entity, recordId) VALUES (?, ?, ?, ?)",
                arguments: [key.kind.rawValue, key.value, entity, id])
        }
    }
}
