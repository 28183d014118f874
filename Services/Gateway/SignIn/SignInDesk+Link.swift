import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store

extension PasswordLink {
    /// Where its page is.
    static func url(_ token: SecretToken, _ settings: GatewaySettings) -> String {
        "\(settings.publicURL)/password-link?token=\(token.text)"
    }
}

/// Setting a password by a one-time token. Nobody can guess 256 bits, so nothing is slowed down here.
extension SignInDesk {
    /// Throws `PasswordLinkError`, `PasswordError`, `AccountError.suspended`.
    func setPassword(by token: SecretToken, to password: String, origin: Origin, cause: Cause) async throws {
        let now = store.world.now()
        let (holder, found) = try await store.read { db in
            let holder = try PasswordLink.Holder.fetch(token, at: now, db)
            return (holder, try AccountWithPassword.fetch(id: holder.account, db))
        }
        guard let found else { throw PasswordLinkError.refused }
        try PasswordRule.check(password, signInName: found.account.signInName)
        if holder.purpose == .change, try await isRight(password, of: found) { throw PasswordLinkError.unchanged }
        let hash = try await hasher.hash(password)
        var cause = cause
        cause.actor = holder.account
        try await store.write(cause: cause) { transaction in
            try SetPasswordByLink(token: token, hash: hash, origin: origin).execute(in: transaction)
        }
    }
}
