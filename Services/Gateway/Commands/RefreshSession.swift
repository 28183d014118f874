import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Gives new tokens for a refresh token, which is good once. One that comes again was stolen, or its successor was: the
/// session ends (RFC 9700 §4.14.2).
struct RefreshSession {
    var token: SecretToken
    var limits: Session.Limits
    var tokenLifetime: Duration

    func execute(in transaction: Transaction) throws -> Result<SessionGrant, SignInRefusal> {
        let found = try Row.fetchOne(
            transaction.db, sql: "SELECT sessionId, usedAt FROM refreshToken WHERE hash = ?", arguments: [token.hash])
        guard let found else { return .failure(.refreshRefused) }
        let session = try transaction.fetch(Session.self, found["sessionId"])
        let isReused = found["usedAt"] as Instant? != nil
        if let end = isReused ? .tokenReused : session.end(at: transaction.now, limits) {
            try EndSession(id: session.id, reason: end).execute(in: transaction)
            return .failure(.refreshRefused)
        }
        let account = try transaction.fetch(Account.self, session.accountId)
        guard let standing = try Standing.fetch(of: account, at: transaction.now, transaction.db) else {
            try EndSession(id: session.id, reason: .accountSuspended).execute(in: transaction)
            return .failure(.refreshRefused)
        }
        return .success(try renew(session, standing, transaction))
    }

    /// The end of a session is all that is published of it, so its use is noted without an event.
    private func renew(_ session: Session, _ standing: Standing, _ transaction: Transaction) throws -> SessionGrant {
        try transaction.db.execute(
            sql: "UPDATE refreshToken SET usedAt = ? WHERE hash = ?", arguments: [transaction.now, token.hash])
        var session = session
        session.lastSeenAt = transaction.now
        session.tokenExpiresAt = session.tokenExpiry(at: transaction.now, limits, lifetime: tokenLifetime)
        try transaction.db.execute(
            sql: "UPDATE session SET lastSeenAt = ?, tokenExpiresAt = ? WHERE id = ?",
            arguments: [session.lastSeenAt, session.tokenExpiresAt, session.id])
        return try transaction.grant(session, standing)
    }
}
