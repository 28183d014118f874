import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The account's password must be changed at the next sign-in, which is now: its sessions end.
struct RequirePasswordChange {
    var account: EntityID

    func execute(in transaction: Transaction) throws {
        let account = try transaction.fetch(Account.self, account)
        try transaction.db.execute(
            sql: "UPDATE credential SET mustChange = 1 WHERE accountId = ?", arguments: [account.id])
        guard transaction.db.changesCount == 1 else { throw PasswordLinkError.noPassword }
        try EndSession.all(of: account.id, reason: .passwordChangeRequired, in: transaction)
        try transaction.audit("password change required", subject: account.published.subject.description)
    }
}
