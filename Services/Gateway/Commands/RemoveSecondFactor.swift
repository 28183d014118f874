import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Takes an account's second factor away: by its person, who showed password and code, or by an administrator for somebody
/// who lost the device.
struct RemoveSecondFactor {
    enum By: Sendable, Hashable {
        case person
        /// Who must administer as much as the account.
        case administrator(Person)
    }

    var account: EntityID
    var by: By

    func execute(in transaction: Transaction) throws {
        let account = try transaction.fetch(Account.self, account)
        if case .administrator(let administrator) = by {
            try administrator.permissions.requireAdministrativeStanding(
                over: Role.permissions(of: account.roles, transaction.db))
        }
        guard try SecondFactor.active(of: account.id, transaction.db) != nil else { throw SecondFactorError.notActive }
        if by == .person, try SecondFactorRule.applies(to: account, at: transaction.now, transaction.db) {
            throw SecondFactorError.obligatory
        }
        try transaction.changingRights(of: account.id) { try SecondFactor.remove(of: account.id, transaction.db) }
        if case .administrator = by {
            // Whoever has the device may be signed in with it.
            try EndSession.all(of: account.id, reason: .secondFactorChanged, in: transaction)
        }
        try transaction.audit(
            "second factor removed", subject: account.published.subject.description,
            details: ["by": by == .person ? "person" : "administrator"])
    }
}
