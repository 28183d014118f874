import GRDB
import ServiceKit
import Store

/// After a restore nobody knows which sessions were ended since the backup: all that were open are, and everybody signs in
/// again (ACC-3).
enum RestoredSessions {
    static let handler = RestoreHandler(begin: { transaction, _, restoredAt in
        try transaction.db.execute(
            sql: "UPDATE session SET endedAt = ?, endReason = 'expired' WHERE endedAt IS NULL AND startedAt <= ?",
            arguments: [transaction.now, restoredAt])
    })
}
