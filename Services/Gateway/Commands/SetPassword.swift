import Foundation
import GRDB
import Messages
import Store

/// Keeps an account's password, as its hash.
struct SetPassword {
    var account: EntityID
    var hash: PasswordHash

    func execute(in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                INSERT INTO credential(accountId, passwordHash, changedAt) VALUES (?, ?, ?)
                ON CONFLICT(accountId) DO UPDATE SET passwordHash = excluded.passwordHash, changedAt = excluded.changedAt
                """, arguments: [account, hash.description, transaction.now])
    }
}
