import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A role, and how many accounts have it.
struct RoleRow: Sendable {
    var role: Role
    var accounts: Int
}

/// Roles by label, origin or what they permit.
struct RoleList: Sendable {
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<RoleRow> {
        var query = PagedQuery(
            "role", sorts: ["code": "role.code", "label": "fold(role.labelVi)", "createdAt": "role.createdAt"],
            defaultSort: "code")
        try query.filter(request, "isReadyMade", Bool.self) { "role.isReadyMade = \($0)" }
        try query.filter(request, "permission") { text in
            Permission(text).map {
                "EXISTS (SELECT 1 FROM json_each(role.permissions) WHERE value = \($0.description))"
            }
        }
        if let words = request.search {
            query.filter("instr(role.folded, \(TextFolding.words(words).joined(separator: " ")))")
        }
        let holders = try Self.holders(db)
        return try query.fetch(Role.self, request, db).map { RoleRow(role: $0, accounts: holders[$0.code] ?? 0) }
    }

    /// How many accounts have each role.
    fileprivate static func holders(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT held.value, count(*) FROM account, json_each(account.roles) held GROUP BY 1")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
    }
}

struct OneRole: Sendable {
    var id: EntityID

    /// Throws `CommonError.notFound`.
    func fetch(_ db: Database) throws -> RoleRow {
        guard let role = try Role.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: RoleState.entity, id: id.description)
        }
        return RoleRow(role: role, accounts: try RoleList.holders(db)[role.code] ?? 0)
    }
}
