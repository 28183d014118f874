import Foundation
import Messages
import ServiceKit
import Store

/// Lets a suspended account sign in again.
struct ResumeAccount {
    var id: EntityID

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var account = try transaction.fetch(Account.self, id)
        let old = account
        try account.resume()
        let version = try transaction.updateWithCopy(&account, from: old, event: "resumed")
        try transaction.audit("account resumed", subject: version.subject.description)
        return version
    }
}
