import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Sets a password by a one-time token. Everybody who is signed in with the account is signed out, and all of its other
/// tokens are worth nothing any more.
struct SetPasswordByLink {
    var token: SecretToken
    var hash: PasswordHash
    var origin: Origin

    func execute(in transaction: Transaction) throws {
        let holder = try PasswordLink.Holder.fetch(token, at: transaction.now, transaction.db)
        let account = try transaction.fetch(Account.self, holder.account)
        guard !account.isSuspended else { throw AccountError.suspended }
        try SetPassword(account: account.id, hash: hash).execute(in: transaction)
        try PasswordLink.removeAll(of: account.id, transaction.db)
        if holder.purpose == .recovery {
            try transaction.changingRights(of: account.id) { try SecondFactor.remove(of: account.id, transaction.db) }
        }
        try EndSession.all(of: account.id, reason: .passwordChanged, in: transaction)
        try transaction.audit(
            "password set by link", subject: account.published.subject.description,
            details: origin.noted.merging(["purpose": holder.purpose.rawValue]) { $1 })
    }
}
