import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Sends a link for a forgotten password, where there is an account by that name or e-mail address that may have one. Who
/// asks is told nothing of it.
struct RequestPasswordMail {
    /// Folded; also an e-mail address.
    var name: String
    var token: SecretToken
    var url: String
    var seal: LinkSeal
    var origin: Origin

    func execute(in transaction: Transaction) throws {
        guard let account = try account(transaction.db) else { return try note("no account", nil, transaction) }
        guard let email = account.email else { return try note("no e-mail address", account, transaction) }
        guard try Standing.mayHaveOne(account, transaction.db) else {
            return try note("suspended", account, transaction)
        }
        let earlier = try transaction.find(PasswordMail.self, account.id)
        if let earlier, transaction.now < earlier.requestedAt.adding(PasswordMail.pause) {
            return try note("too soon", account, transaction)
        }
        let expiresAt = try IssuePasswordLink(account: account.id, purpose: .mail, token: token)
            .execute(in: transaction)
        var mail = PasswordMail(
            id: account.id, signInName: account.signInName, email: email, language: account.language,
            sealedLink: try seal.seal(url, for: account.id), requestedAt: transaction.now, expiresAt: expiresAt)
        if let earlier {
            try transaction.update(&mail, from: earlier, event: "requested")
        } else {
            try transaction.insert(&mail, event: "requested")
        }
        try note("sent", account, transaction)
    }

    /// An address that several accounts have is nobody's.
    private func account(_ db: Database) throws -> Account? {
        if let account = try Account.filter(Column("signInName") == name).fetchOne(db) { return account }
        guard name.contains("@") else { return nil }
        let found = try Account.fetchAll(
            db, sql: "SELECT * FROM account WHERE lower(email) = ? LIMIT 2", arguments: [name])
        return found.count == 1 ? found[0] : nil
    }

    private func note(_ outcome: String, _ account: Account?, _ transaction: Transaction) throws {
        try transaction.audit(
            "forgotten password", subject: account.map { $0.published.subject.description },
            details: origin.noted.merging(["outcome": outcome]) { $1 })
    }
}
