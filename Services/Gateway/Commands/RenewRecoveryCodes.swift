import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Ten new recovery codes in place of those before.
struct RenewRecoveryCodes {
    var account: EntityID

    func execute(in transaction: Transaction) throws -> [RecoveryCode] {
        guard try SecondFactor.active(of: account, transaction.db) != nil else { throw SecondFactorError.notActive }
        let codes = try replace(in: transaction)
        try transaction.audit("recovery codes renewed", subject: AccountState.subject(account).description)
        return codes
    }

    func replace(in transaction: Transaction) throws -> [RecoveryCode] {
        try transaction.db.execute(sql: "DELETE FROM recoveryCode WHERE accountId = ?", arguments: [account])
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode() }
        for code in codes {
            try transaction.db.execute(
                sql: "INSERT INTO recoveryCode(accountId, hash) VALUES (?, ?)", arguments: [account, code.hash])
        }
        return codes
    }
}
