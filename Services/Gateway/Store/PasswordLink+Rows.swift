import Foundation
import GRDB
import Messages

extension PasswordLink {
    /// Whose a token is, and for what.
    struct Holder: Sendable {
        var account: EntityID
        var purpose: Purpose

        /// Throws `PasswordLinkError.refused`.
        static func fetch(_ token: SecretToken, at now: Instant, _ db: Database) throws -> Holder {
            let row = try Row.fetchOne(
                db, sql: "SELECT accountId, purpose FROM passwordLink WHERE tokenHash = ? AND expiresAt > ?",
                arguments: [token.hash, now])
            guard let row, let purpose = Purpose(rawValue: row["purpose"]) else { throw PasswordLinkError.refused }
            return Holder(account: row["accountId"], purpose: purpose)
        }
    }

    static func removeAll(of account: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM passwordLink WHERE accountId = ?", arguments: [account])
    }
}
