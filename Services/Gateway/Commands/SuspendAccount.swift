import Foundation
import Messages
import ServiceKit
import Store

/// Shuts an account out at once: its sessions end and no service takes its tokens.
struct SuspendAccount {
    var id: EntityID
    var reason: String?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var account = try transaction.fetch(Account.self, id)
        let old = account
        try account.suspend()
        let version = try transaction.updateWithCopy(&account, from: old, event: "suspended")
        try Account.checkSomeAdministratorIsLeft(transaction.db)
        try EndSession.all(of: id, reason: .accountSuspended, in: transaction)
        try transaction.audit(
            "account suspended", subject: version.subject.description, details: ["reason": reason ?? ""])
        return version
    }
}
