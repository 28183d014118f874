import Foundation
import GRDB
import Messages

/// An account with what its password is checked by.
struct AccountWithPassword: Sendable {
    var account: Account
    var hash: PasswordHash?

    static func fetch(signInName: String, _ db: Database) throws -> AccountWithPassword? {
        try Account.filter(Column("signInName") == signInName).fetchOne(db).map { try with($0, db) }
    }

    static func fetch(id: EntityID, _ db: Database) throws -> AccountWithPassword? {
        try Account.filter(Column("id") == id).fetchOne(db).map { try with($0, db) }
    }

    private static func with(_ account: Account, _ db: Database) throws -> AccountWithPassword {
        let text = try String.fetchOne(
            db, sql: "SELECT passwordHash FROM credential WHERE accountId = ?", arguments: [account.id])
        return AccountWithPassword(account: account, hash: text.flatMap(PasswordHash.init))
    }
}
