import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What tokens are made of, once the transaction that allows them is committed.
struct SessionGrant: Sendable {
    var person: Person
    var permissionVersion: Int
    var lacksSecondFactor: Bool
    var refreshToken: SecretToken
    var issuedAt: Instant
    var expiresAt: Instant
}

extension Transaction {
    /// Tokens for the session, as the account stands now.
    func grant(_ session: Session, _ standing: Standing) throws -> SessionGrant {
        SessionGrant(
            person: standing.person(account: session.accountId, session: session.id),
            permissionVersion: standing.permissionVersion, lacksSecondFactor: standing.rights.lacksSecondFactor,
            refreshToken: try issueRefreshToken(session.id), issuedAt: now, expiresAt: session.tokenExpiresAt)
    }

    /// A new refresh token for the session; the text leaves the store with the grant only.
    private func issueRefreshToken(_ session: EntityID) throws -> SecretToken {
        let token = SecretToken()
        try db.execute(
            sql: "INSERT INTO refreshToken(hash, sessionId, issuedAt) VALUES (?, ?, ?)",
            arguments: [token.hash, session, now])
        return token
    }
}
