import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The second step: a code proves that the app has the secret. From now on it is asked for; other sessions end, for they
/// began without it.
struct ActivateSecondFactor {
    var account: EntityID
    var code: String
    /// The session that goes on: the person's own.
    var keeping: EntityID
    var sealing: SealingKey

    func execute(in transaction: Transaction) throws -> [RecoveryCode] {
        guard var factor = try SecondFactor.fetch(of: account, transaction.db) else {
            throw SecondFactorError.notOffered
        }
        guard factor.confirmedAt == nil else { throw SecondFactorError.alreadyActive }
        guard transaction.now < factor.offeredAt.adding(OfferSecondFactor.validity) else {
            throw SecondFactorError.notOffered
        }
        guard let secret = sealing.open(factor.sealedSecret, for: account) else { throw SecondFactorError.notOffered }
        let given = code.filter { !$0.isWhitespace }
        guard let step = TOTP(secret: secret).step(of: given, at: transaction.now, after: nil) else {
            throw SecondFactorError.wrong
        }
        (factor.confirmedAt, factor.lastStep) = (transaction.now, step)
        try transaction.changingRights(of: account) { try factor.update(transaction.db) }
        let codes = try RenewRecoveryCodes(account: account).replace(in: transaction)
        try EndSession.all(of: account, but: keeping, reason: .secondFactorChanged, in: transaction)
        try transaction.audit("second factor activated", subject: AccountState.subject(account).description)
        return codes
    }
}
