import Foundation
import Messages
import ServiceKit
import Store

/// A failed sign-in, for the audit. A name that is no account's is not kept: people type passwords into that field.
struct NoteFailedSignIn {
    enum Failure: String, Sendable, Hashable {
        case wrongPassword = "wrong-password"
        case wrongCode = "wrong-code"
        /// Further tries have to wait.
        case tooManyTries = "too-many-tries"
    }

    var account: EntityID?
    var failure: Failure
    var origin: Origin

    func execute(in transaction: Transaction) throws {
        try transaction.audit(
            "sign-in failed", subject: account.map { AccountState.subject($0).description },
            details: origin.noted.merging(["failure": failure.rawValue]) { $1 })
    }
}
