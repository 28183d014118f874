import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What an account may do, and which of its roles say so (ACC-2).
struct GrantedPermissions: Encodable, Sendable {
    var accountId: EntityID
    /// A token with a lower one is refused everywhere.
    var permissionVersion: Int
    var roles: [RoleName]
    /// One line for each thing that may be done, in the order of functions and actions.
    var permissions: [Line]

    struct RoleName: Encodable, Sendable {
        var code: String
        var label: Bilingual
    }

    struct Line: Encodable, Sendable {
        var function: Function
        var action: Action
        /// The widest.
        var scope: AccessScope
        /// The roles that grant it as far as that, by their codes.
        var roles: [String]
    }

    /// `limit`, where given, is what a token for the account says: what it lacks is not there.
    static func fetch(of account: EntityID, within limit: Set<Permission>? = nil, _ db: Database) throws
        -> GrantedPermissions
    {
        let account = try OneAccount(id: account).fetch(db).account
        let roles = try Role.filter(account.roles.contains(Column("code"))).order(Column("code")).fetchAll(db)
        let all = roles.reduce(into: Set()) { $0.formUnion($1.granted) }
        let lines = Function.allCases.flatMap { function in
            Action.allCases.compactMap { line(function, $0, all, limit, roles) }
        }
        return GrantedPermissions(
            accountId: account.id, permissionVersion: account.permissionVersion,
            roles: roles.map { RoleName(code: $0.code, label: $0.label) }, permissions: lines)
    }

    private static func line(
        _ function: Function, _ action: Action, _ all: Set<Permission>, _ limit: Set<Permission>?, _ roles: [Role]
    ) -> Line? {
        guard let widest = all.scope(function, action) else { return nil }
        guard let limit else {
            return Line(
                function: function, action: action, scope: widest, roles: codes(function, action, widest, roles))
        }
        guard let scope = limit.scope(function, action).map({ min($0, widest) }) else { return nil }
        return Line(function: function, action: action, scope: scope, roles: codes(function, action, scope, roles))
    }

    private static func codes(_ function: Function, _ action: Action, _ scope: AccessScope, _ roles: [Role]) -> [String]
    {
        roles.filter { $0.granted.scope(function, action).map { $0 >= scope } ?? false }.map(\.code)
    }
}
