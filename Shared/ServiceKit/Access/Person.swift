import Foundation
import Messages

/// Who asks: what a checked token says (ACC-2).
public struct Person: Sendable, Hashable {
    public var account: EntityID
    public var employee: EntityID?
    public var branch: EntityID?
    public var session: EntityID
    public var permissions: Set<Permission>

    public init(
        account: EntityID, employee: EntityID?, branch: EntityID?, session: EntityID, permissions: Set<Permission>
    ) {
        self.account = account
        self.employee = employee
        self.branch = branch
        self.session = session
        self.permissions = permissions
    }

    /// How far the person's right to do this reaches; nothing where there is none.
    public func scope(_ function: Function, _ action: Action) -> AccessScope? {
        permissions.filter { $0.function == function && $0.action == action }.map(\.scope).max()
    }

    public func may(_ function: Function, _ action: Action) -> Bool { scope(function, action) != nil }

    /// Throws `CommonError.forbidden`.
    public func require(_ function: Function, _ action: Action) throws {
        guard may(function, action) else {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }
}
