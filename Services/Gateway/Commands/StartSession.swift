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
    var code: String?
    var origin: Origin
    var sealing: SealingKey
    var limits: Session.Limits
    var tokenLifetime: Duration

    func execute(in transaction: Transaction) throws -> Result<SessionGrant, SignInRefusal> {
        let found = try AccountWithPassword.fetch(id: account, transaction.db)
        guard let found, found.hash?.description == comparedWith else { return .failure(.failed) }
        let check = try transaction.checkSecondFactor(of: account, code: code, sealing)
        if let error = check.error {
            if check == .wrong {
                try NoteFailedSignIn(account: account, failure: .wrongCode, origin: origin).execute(in: transaction)
            }
            return .failure(.secondFactor(error))
        }
        guard let standing = try Standing.fetch(of: found.account, at: transaction.now, transaction.db) else {
            try note("sign-in refused: suspended", transaction)
            return .failure(.suspended)
        }
        if let rehashed { try SetPassword.raiseCost(of: account, rehashed, in: transaction) }
        if found.mustChange {
            let token = SecretToken()
            let until = try IssuePasswordLink(account: account, purpose: .change, token: token).execute(in: transaction)
            try note("sign-in refused: password must be changed", transaction)
            return .failure(.passwordChangeRequired(token, until: until))
        }
        return .success(try start(standing, transaction))
    }

    private func start(_ standing: Standing, _ transaction: Transaction) throws -> SessionGrant {
        var session = Session(
            id: transaction.newID(), accountId: account, startedAt: transaction.now, lastSeenAt: transaction.now,
            tokenExpiresAt: transaction.now, address: origin.address, userAgent: origin.userAgent,
            confirmedAt: transaction.now)
        session.tokenExpiresAt = session.tokenExpiry(at: transaction.now, limits, lifetime: tokenLifetime)
        try session.insert(transaction.db)
        try note("signed in", transaction, ["session": session.id.description])
        return try transaction.grant(session, standing)
    }

    private func note(_ action: String, _ transaction: Transaction, _ more: [String: String] = [:]) throws {
        try transaction.audit(
            action, subject: AccountState.subject(account).description, details: origin.noted.merging(more) { $1 })
    }
}
