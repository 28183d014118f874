import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What tokens are made of, once the transaction that allows them is committed.
struct SessionGrant: Sendable {
    var person: Person
    var permissionVersion: Int
    var refreshToken: SecretToken
    var issuedAt: Instant
}

extension Transaction {
    /// A new refresh token for the session; the text leaves the store with the grant only.
    func issueRefreshToken(_ session: EntityID) throws -> SecretToken {
        let token = SecretToken()
        try db.execute(
            sql: "INSERT INTO refreshToken(hash, sessionId, issuedAt) VALUES (?, ?, ?)",
            arguments: [token.hash, session, now])
        return token
    }
}
