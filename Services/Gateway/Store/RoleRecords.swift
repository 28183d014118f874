import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Role: AccessRecord {
    typealias Copy = RoleCopy
    static let databaseTableName = "role"
    var published: RoleState {
        RoleState(id: id, code: code, label: label, permissions: permissions, isReadyMade: isReadyMade)
    }

    static func find(code: String, _ db: Database) throws -> Role? {
        try Role.filter(Column("code") == code).fetchOne(db)
    }

    /// Everything that any of the roles permits. Codes that no role has permit nothing.
    static func permissions(of codes: [String], _ db: Database) throws -> Set<Permission> {
        try Role.filter(codes.contains(Column("code"))).fetchAll(db)
            .reduce(into: Set()) { $0.formUnion($1.granted) }.widest
    }

    /// Throws `AccountError.unknownRole` for the first code that no role has.
    static func requireKnown(_ codes: [String], _ db: Database) throws {
        for code in codes where try find(code: code, db) == nil { throw AccountError.unknownRole(code) }
    }

    /// Those who have the role, by sign-in name.
    func holders(_ db: Database) throws -> [Account] {
        try Account.fetchAll(
            db,
            sql: """
                SELECT * FROM account WHERE EXISTS (SELECT 1 FROM json_each(account.roles) WHERE value = ?)
                ORDER BY signInName
                """, arguments: [code])
    }
}

extension Account {
    static let editAll = Permission(.accounts, .edit, .all)

    /// Whether there is somebody who may change accounts and can sign in: not suspended, and not of an employee who has left.
    static func hasAdministrator(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM account, json_each(account.roles) held JOIN role ON role.code = held.value,
                    json_each(role.permissions) granted
                  WHERE granted.value = ? AND NOT account.isSuspended AND NOT EXISTS (
                    SELECT 1 FROM employeeCopy WHERE id = account.employeeId AND NOT isActive))
                """, arguments: [editAll]) ?? false
    }

    /// Throws `AccountError.lastAdministrator` where nobody is left.
    static func checkSomeAdministratorIsLeft(_ db: Database) throws {
        guard try hasAdministrator(db) else { throw AccountError.lastAdministrator }
    }
}

extension Transaction {
    /// Makes every account that has the role ask for new tokens; how many there are.
    func outdateTokens(ofHolders role: Role, atMost most: Int = .max) throws -> Int {
        let holders = try role.holders(db)
        guard holders.count <= most else { throw RoleError.heldByTooMany(count: holders.count, most: most) }
        for old in holders {
            var account = old
            account.outdateTokens()
            try updateWithCopy(&account, from: old)
        }
        return holders.count
    }
}
