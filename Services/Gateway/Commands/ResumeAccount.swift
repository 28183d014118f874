import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Lets a suspended account sign in again.
struct ResumeAccount {
    /// The timer of a suspension that ends by itself.
    static let due = "resume-account"
    var id: EntityID

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var account = try transaction.fetch(Account.self, id)
        let old = account
        try account.resume()
        try account.checkEmployeeIsThere(transaction.db)
        let version = try transaction.updateWithCopy(&account, from: old, event: "resumed")
        try transaction.setTimers(kind: Self.due, subject: version.subject, to: [])
        try transaction.audit("account resumed", subject: version.subject.description)
        return version
    }
}
