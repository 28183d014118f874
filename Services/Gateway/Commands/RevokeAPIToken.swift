import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Takes a token from its program everywhere: no more access tokens are made for it, and the event that its session has
/// ended makes every service refuse those that there are. Revoking one that is revoked does nothing.
struct RevokeAPIToken {
    var id: EntityID
    var tokenLifetime: Duration

    func execute(in transaction: Transaction) throws {
        var token = try OneAPIToken(id: id).fetch(transaction.db)
        guard token.revokedAt == nil else { return }
        token.revokedAt = transaction.now
        token.revokedBy = transaction.cause.actor
        try token.update(transaction.db)
        // Of sessions only the end is published, and a program's is none of those that people see.
        var session = Session(
            id: id, accountId: token.madeBy, startedAt: token.createdAt, lastSeenAt: transaction.now,
            tokenExpiresAt: transaction.now.adding(tokenLifetime).adding(PublishSigningKey.margin), address: "",
            userAgent: "")
        session.end(.tokenRevoked, at: transaction.now)
        try transaction.insertWithCopy(&session, event: "ended")
        try transaction.audit("api token revoked", subject: token.subject.description, details: ["name": token.name])
    }
}
