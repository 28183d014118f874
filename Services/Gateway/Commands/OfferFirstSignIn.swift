import Foundation
import GRDB
import Messages
import Store

/// Makes a new one-time link valid in place of the one before; `false` where there is an account already.
struct OfferFirstSignIn {
    static let validity = Duration.seconds(86_400)
    var token: SecretToken

    func execute(in transaction: Transaction) throws -> Bool {
        try transaction.db.execute(sql: "DELETE FROM firstSignIn")
        guard try Account.fetchCount(transaction.db) == 0 else { return false }
        try transaction.db.execute(
            sql: "INSERT INTO firstSignIn(one, tokenHash, expiresAt) VALUES (1, ?, ?)",
            arguments: [token.hash, transaction.now.adding(Self.validity)])
        return true
    }
}
