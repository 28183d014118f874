import Foundation
import GRDB
import Messages
import Store

/// An employee to be told something, and where: the account tied to them says the language and the address.
struct Recipient: Sendable, Hashable {
    var employeeId: EntityID
    var hasAccount: Bool
    var address: String?
    var language: Language

    /// In the order of `ids`, without those who have left. One who is not known yet may still be heard of, and is kept.
    static func fetch(_ ids: [EntityID], _ db: Database) throws -> [Recipient] {
        try ids.compactMap { id in
            let employee = try Row.fetchOne(
                db, sql: "SELECT email, isActive FROM employeeCopy WHERE id = ?", arguments: [id])
            if let employee, !(employee["isActive"] as Bool) { return nil }
            let account = try Row.fetchOne(
                db,
                sql:
                    "SELECT email, language FROM accountCopy WHERE employeeId = ? AND NOT isSuspended ORDER BY id LIMIT 1",
                arguments: [id])
            return Recipient(
                employeeId: id, hasAccount: account != nil,
                address: (account?["email"] as String?) ?? (employee?["email"] as String?),
                language: (account?["language"] as String?).flatMap(Language.init) ?? .vietnamese)
        }
    }
}
