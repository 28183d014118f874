import Foundation
import Messages
import ServiceKit
import Store

/// A failed sign-in, for the audit. A name that is no account's is not kept: people type passwords into that field.
struct NoteFailedSignIn {
    var account: EntityID?
    var origin: Origin

    func execute(in transaction: Transaction) throws {
        try transaction.audit(
            "sign-in failed", subject: account.map { AccountState.subject($0).description },
            details: ["address": origin.address, "userAgent": origin.userAgent])
    }
}
