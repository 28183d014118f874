import Foundation
import Messages

/// What roles there are and what they permit (ACC-2).
enum RoleBook {
    static func check(_ roles: [String]) throws(AccountError) {
        for role in roles where ReadyMadeRole(rawValue: role) == nil { throw .unknownRole(role) }
    }

    /// Everything that any of them permits.
    static func permissions(of roles: [String]) -> Set<Permission> {
        roles.reduce(into: []) { $0.formUnion(ReadyMadeRole(rawValue: $1)?.permissions ?? []) }
    }
}
