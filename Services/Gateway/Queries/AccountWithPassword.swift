import Foundation
import GRDB
import Messages

/// An account with what its password is checked by.
struct AccountWithPassword: Sendable {
    var account: Account
    var hash: PasswordHash?
    /// Somebody else knows the password too.
    var mustChange = false
    var hasSecondFactor = false

    static func fetch(signInName: String, _ db: Database) throws -> AccountWithPassword? {
        try Account.filter(Column("signInName") == signInName).fetchOne(db).map { try with($0, db) }
    }

    static func fetch(id: EntityID, _ db: Database) throws -> AccountWithPassword? {
        try Account.filter(Column("id") == id).fetchOne(db).map { try with($0, db) }
    }

    private static func with(_ account: Account, _ db: Database) throws -> AccountWithPassword {
        let row = try Row.fetchOne(
            db, sql: "SELECT passwordHash, mustChange FROM credential WHERE accountId = ?", arguments: [account.id])
        let text: String? = row?["passwordHash"]
        return AccountWithPassword(
            account: account, hash: text.flatMap(PasswordHash.init), mustChange: row?["mustChange"] ?? false,
            hasSecondFactor: try SecondFactor.active(of: account.id, db) != nil)
    }
}
