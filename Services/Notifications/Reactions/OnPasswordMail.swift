import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Somebody asked for a link to set a password. One that is told of again, or too late, is not sent.
struct OnPasswordMail {
    var event: Event<PasswordMailState>
    var canMail: Bool

    func apply(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isSnapshot, state.expiresAt > transaction.now else { return }
        guard canMail else {
            return try transaction.audit(
                "password link not mailed", subject: AccountState.subject(state.id).description,
                details: ["reason": "no mail server or no key for links is set"])
        }
        transaction.signal(.mail)
        try PasswordMail(
            accountId: state.id, signInName: state.signInName, address: state.email, language: state.language,
            sealedLink: state.sealedLink, expiresAt: state.expiresAt, dueAt: transaction.now
        ).save(transaction.db)
    }
}
