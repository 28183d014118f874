import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The first step of setting up a second factor: a new secret, which is not asked for before a code of it was shown.
struct OfferSecondFactor {
    static let validity = Duration.seconds(900)
    var account: EntityID
    var totp: TOTP
    var sealing: SealingKey

    /// The account's sign-in name, for the app.
    func execute(in transaction: Transaction) throws -> String {
        let account = try transaction.fetch(Account.self, account)
        guard try SecondFactor.active(of: account.id, transaction.db) == nil else {
            throw SecondFactorError.alreadyActive
        }
        try SecondFactor(
            accountId: account.id, sealedSecret: try sealing.seal(totp.secret, for: account.id),
            offeredAt: transaction.now
        ).save(transaction.db)
        try transaction.audit("second factor offered", subject: account.published.subject.description)
        return account.signInName
    }
}
