import Foundation
import GRDB
import Messages
import Store

/// Makes a new one-time link valid in place of the one before; `false` where there is an administrator already.
struct OfferFirstSignIn {
    static let validity = Duration.seconds(86_400)
    var token: SecretToken

    func execute(in transaction: Transaction) throws -> Bool {
        try transaction.db.execute(sql: "DELETE FROM firstSignIn")
        guard try !Account.hasAdministrator(transaction.db) else { return false }
        try transaction.db.execute(
            sql: "INSERT INTO firstSignIn(one, tokenHash, expiresAt) VALUES (1, ?, ?)",
            arguments: [token.hash, transaction.now.adding(Self.validity)])
        return true
    }
}
