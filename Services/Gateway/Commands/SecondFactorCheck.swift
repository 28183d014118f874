import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What somebody's code is worth.
enum SecondFactorCheck: Sendable, Hashable {
    /// The account has none.
    case notNeeded
    case passed
    case missing, wrong
    /// The key that its secret was sealed with is lost; recovery codes are still good.
    case unreadable

    var error: SecondFactorError? {
        switch self {
        case .notNeeded, .passed: nil
        case .missing: .required
        case .wrong: .wrong
        case .unreadable: .unreadable
        }
    }
}

extension Transaction {
    /// Takes a code of the authenticator or a recovery code. A right one is used up.
    func checkSecondFactor(of account: EntityID, code: String?, _ sealing: SealingKey) throws -> SecondFactorCheck {
        guard var factor = try SecondFactor.active(of: account, db) else { return .notNeeded }
        let given = code?.filter { !$0.isWhitespace } ?? ""
        guard !given.isEmpty else { return .missing }
        guard TOTP.isCode(given) else { return try useRecoveryCode(RecoveryCode(given), account) ? .passed : .wrong }
        guard let secret = sealing.open(factor.sealedSecret, for: account) else { return .unreadable }
        guard let step = TOTP(secret: secret).step(of: given, at: now, after: factor.lastStep) else { return .wrong }
        factor.lastStep = step
        try factor.update(db)
        return .passed
    }

    private func useRecoveryCode(_ code: RecoveryCode, _ account: EntityID) throws -> Bool {
        try db.execute(
            sql: "UPDATE recoveryCode SET usedAt = ? WHERE accountId = ? AND hash = ? AND usedAt IS NULL",
            arguments: [now, account, code.hash])
        guard db.changesCount == 1 else { return false }
        let left = try SecondFactor.recoveryCodesLeft(of: account, db)
        try audit(
            "recovery code used", subject: AccountState.subject(account).description, details: ["left": "\(left)"])
        return true
    }
}
