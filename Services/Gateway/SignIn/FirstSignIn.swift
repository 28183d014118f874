import Foundation
import GRDB
import Logging
import Messages
import ServiceKit
import Store

/// How the first administrator comes about: by a one-time link that only who can read the store's directory sees, or by
/// a file of the operator's; never by a default password (ACC-1).
struct FirstSignIn: Sendable {
    let desk: SignInDesk
    let path: String
    let publicURL: String
    let logger: Logger

    /// At every start. The operator's file is for the very first account; where later no administrator is left, only a
    /// link helps.
    func offer(_ bootstrap: GatewaySettings.Bootstrap?) async throws {
        let token = SecretToken()
        guard try await desk.store.write({ try OfferFirstSignIn(token: token).execute(in: $0) }) else {
            return SecretFile.remove(path)
        }
        if let bootstrap, try await desk.store.read({ try Account.fetchCount($0) }) == 0 {
            try await create(bootstrap.name, bootstrap.password, token: nil, cause: .system)
            return logger.notice("the first administrator was made", metadata: ["signInName": "\(bootstrap.name)"])
        }
        try SecretFile.write(Array("\(publicURL)/first-sign-in?token=\(token.text)\n".utf8), to: path)
        logger.notice("there is no administrator: open the link in this file", metadata: ["path": "\(path)"])
    }

    /// Throws `FirstSignInError`, `PasswordError`, `AccountError`.
    func create(_ signInName: String, _ password: String, token: SecretToken?, cause: Cause) async throws {
        let now = desk.store.world.now()
        if let token {
            try await desk.store.read { try CreateFirstAdministrator.check(token, $0, at: now) }
        }
        let hash = try await desk.hash(password, for: try SignInName.checked(signInName))
        _ = try await desk.store.write(cause: cause) { transaction in
            try CreateFirstAdministrator(signInName: signInName, hash: hash, token: token).execute(in: transaction)
        }
        SecretFile.remove(path)
    }
}
