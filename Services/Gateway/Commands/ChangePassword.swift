import Foundation
import Messages
import ServiceKit
import Store

/// A new password; every other session of the account ends, for whoever knew the old one may be signed in.
struct ChangePassword {
    var account: EntityID
    var hash: PasswordHash
    /// The session that goes on: the person's own.
    var keeping: EntityID?
    /// See `SetPassword`.
    var mustChange = false
    /// Who sets another's: they could sign in as them, so they must have what that one has.
    var setter: Person?

    func execute(in transaction: Transaction) throws {
        let account = try transaction.fetch(Account.self, account)
        try setter?.permissions.requireStanding(over: Role.permissions(of: account.roles, transaction.db))
        try SetPassword(account: account.id, hash: hash, mustChange: mustChange).execute(in: transaction)
        try PasswordLink.removeAll(of: account.id, transaction.db)
        try EndSession.all(of: account.id, but: keeping, reason: .passwordChanged, in: transaction)
        try transaction.audit("password changed", subject: account.published.subject.description)
    }
}
