import GRDB
import Messages
import ServiceKit
import Store

/// After a restore nobody knows which sessions were ended, which links used and which tokens of programs revoked since the
/// backup: all that were good are over. Everybody signs in again, and programs get new tokens (ACC-3, ACC-4).
enum RestoredSessions {
    static let handler = RestoreHandler(begin: { transaction, _, restoredAt in
        try endAll(until: restoredAt, in: transaction)
    })

    static func endAll(until restoredAt: Instant, in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "UPDATE session SET endedAt = ?, endReason = 'expired' WHERE endedAt IS NULL AND startedAt <= ?",
            arguments: [transaction.now, restoredAt])
        let sessions = transaction.db.changesCount
        try transaction.db.execute(sql: "DELETE FROM passwordLink")
        try transaction.db.execute(
            sql: "UPDATE apiToken SET revokedAt = ? WHERE revokedAt IS NULL AND createdAt <= ?",
            arguments: [transaction.now, restoredAt])
        let tokens = transaction.db.changesCount
        guard sessions + tokens > 0 else { return }
        try transaction.audit(
            "sessions ended", subject: nil,
            details: ["reason": "restored from a backup", "sessions": "\(sessions)", "apiTokens": "\(tokens)"])
    }
}
