import GRDB
import Messages
import ServiceKit
import Store

/// After a restore nobody knows what fell due or was mailed since the backup: that waits for an operator's word, for a
/// person must not be told twice (NOT-2).
enum RestoredDeliveries {
    static let reason = "restored from a backup: whether this was sent since is not known"
    static let handler = RestoreHandler(begin: { transaction, _, restoredAt in
        try transaction.db.execute(
            sql: """
                UPDATE delivery SET state = 'unknown', dueAt = NULL, reason = ?, changedAt = ?
                WHERE state IN ('waiting', 'sending') AND createdAt <= ?
                """, arguments: [reason, transaction.now, restoredAt])
        try transaction.db.execute(sql: "DELETE FROM passwordMail")
        try transaction.db.execute(
            sql: "UPDATE timer SET state = 'parked', reason = ?, changedAt = ? WHERE state = 'waiting' AND dueAt <= ?",
            arguments: [reason, transaction.now, restoredAt])
    })
}
