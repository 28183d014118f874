import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Signs in whose password was right.
struct StartSession {
    var account: EntityID
    /// The hash that the password was compared with: where it was changed meanwhile, the comparison does not count.
    var comparedWith: String
    var rehashed: PasswordHash?
    var origin: Origin
    var tokenLifetime: Duration

    func execute(in transaction: Transaction) throws -> Result<SessionGrant, SignInRefusal> {
        let found = try AccountWithPassword.fetch(id: account, transaction.db)
        guard let found, found.hash?.description == comparedWith else { return .failure(.failed) }
        guard let standing = try Standing.fetch(of: found.account, transaction.db) else {
            try transaction.audit(
                "sign-in refused: suspended", subject: found.account.published.subject.description,
                details: ["address": origin.address])
            return .failure(.suspended)
        }
        if let rehashed { try SetPassword(account: account, hash: rehashed).execute(in: transaction) }
        let session = Session(
            id: transaction.newID(), accountId: account, startedAt: transaction.now, lastSeenAt: transaction.now,
            tokenExpiresAt: transaction.now.adding(tokenLifetime), address: origin.address, userAgent: origin.userAgent)
        try session.insert(transaction.db)
        try transaction.audit(
            "signed in", subject: found.account.published.subject.description,
            details: ["session": session.id.description, "address": origin.address, "userAgent": origin.userAgent])
        return .success(
            SessionGrant(
                person: standing.person(account: account, session: session.id),
                permissionVersion: standing.permissionVersion,
                refreshToken: try transaction.issueRefreshToken(session.id), issuedAt: transaction.now))
    }
}
