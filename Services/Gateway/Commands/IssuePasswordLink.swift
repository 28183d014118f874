import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Makes a token with which the account's password may be set once, in place of an earlier one of that purpose.
struct IssuePasswordLink {
    var account: EntityID
    var purpose: PasswordLink.Purpose
    var token: SecretToken
    /// Who makes one for another: they could sign in as them, so they must have what that one has.
    var maker: Person?

    /// Until when it is good.
    func execute(in transaction: Transaction) throws -> Instant {
        let account = try transaction.fetch(Account.self, account)
        try maker?.permissions.requireStanding(over: Role.permissions(of: account.roles, transaction.db))
        let expiresAt = transaction.now.adding(purpose.validity)
        try transaction.db.execute(
            sql: "INSERT OR REPLACE INTO passwordLink(accountId, purpose, tokenHash, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [account.id, purpose.rawValue, token.hash, expiresAt])
        try transaction.audit(
            "password link made", subject: account.published.subject.description,
            details: ["purpose": purpose.rawValue])
        return expiresAt
    }
}
