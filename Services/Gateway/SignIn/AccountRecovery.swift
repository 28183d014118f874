import Foundation
import GRDB
import Logging
import Messages
import ServiceKit
import Store

/// For an administrator who is locked out and whom nobody can help: a start with `recover.account` leaves a one-time link
/// that only who can read the store's directory sees. It sets a password and takes the second factor away (ACC-1).
struct AccountRecovery: Sendable {
    let store: ServiceStore
    let path: String
    let settings: GatewaySettings
    let logger: Logger

    /// At every start: without the setting an earlier link is worth nothing any more. Throws `ConfigurationFaults` for an
    /// unknown name.
    func offer() async throws {
        let token = SecretToken()
        guard let name = settings.recoverAccount else {
            SecretFile.remove(path)
            return try await store.write {
                try $0.db.execute(sql: "DELETE FROM passwordLink WHERE purpose = 'recovery'")
            }
        }
        let account = try await store.read { try AccountWithPassword.fetch(signInName: name, $0)?.account.id }
        guard let account else {
            throw ConfigurationFaults(["recover.account (--recover-account): there is no account \(name)"])
        }
        _ = try await store.write { transaction in
            try IssuePasswordLink(account: account, purpose: .recovery, token: token).execute(in: transaction)
        }
        try SecretFile.write(Array("\(PasswordLink.url(token, settings))\n".utf8), to: path)
        logger.notice("an account can be recovered: open the link in this file", metadata: ["path": "\(path)"])
    }
}
