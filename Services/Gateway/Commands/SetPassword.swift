import Foundation
import GRDB
import Messages
import Store

/// Keeps an account's password, as its hash.
struct SetPassword {
    var account: EntityID
    var hash: PasswordHash
    /// Somebody else knows it too: it must be changed at the next sign-in.
    var mustChange = false

    func execute(in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                INSERT INTO credential(accountId, passwordHash, changedAt, mustChange) VALUES (?, ?, ?, ?)
                ON CONFLICT(accountId) DO UPDATE SET passwordHash = excluded.passwordHash,
                  changedAt = excluded.changedAt, mustChange = excluded.mustChange
                """, arguments: [account, hash.description, transaction.now, mustChange])
    }

    /// The same password, at today's cost.
    static func raiseCost(of account: EntityID, _ hash: PasswordHash, in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "UPDATE credential SET passwordHash = ? WHERE accountId = ?", arguments: [hash.description, account])
    }
}
