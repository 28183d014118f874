import Foundation
import Messages

/// Who asks, and when: what a checked token says, and what the service itself knows of the employee by now (ACC-2).
public struct Person: Sendable, Hashable {
    public var account: EntityID
    public var employee: EntityID?
    public var branch: EntityID?
    public var session: EntityID
    public var permissions: Set<Permission>
    /// Whether the branch is the head office, for which the scope `branch` means all branches.
    public var isOfHeadOffice: Bool
    /// What is shared until a time is shared until then. The time of the request; in a command that of its transaction.
    public var askedAt: Instant

    /// Where `askedAt` is left out nothing that was shared for a time counts.
    public init(
        account: EntityID, employee: EntityID?, branch: EntityID?, session: EntityID, permissions: Set<Permission>,
        isOfHeadOffice: Bool = false, askedAt: Instant = Instant(milliseconds: .max)
    ) {
        self.account = account
        self.employee = employee
        self.branch = branch
        self.session = session
        self.permissions = permissions
        self.isOfHeadOffice = isOfHeadOffice
        self.askedAt = askedAt
    }

    /// The same person at another time.
    public func asking(at now: Instant) -> Person {
        var person = self
        person.askedAt = now
        return person
    }

    /// Whether it is a program: its token is account and session in one (ACC-4).
    public var isProgram: Bool { account == session }

    /// How far the person's right to do this reaches; nothing where there is none.
    public func scope(_ function: Function, _ action: Action) -> AccessScope? { permissions.scope(function, action) }

    public func may(_ function: Function, _ action: Action) -> Bool { scope(function, action) != nil }

    /// Throws `CommonError.forbidden`.
    public func require(_ function: Function, _ action: Action) throws {
        guard may(function, action) else {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }

    /// For what belongs to the whole firm: only who reaches everything may. Throws `CommonError.forbidden`.
    public func requireAll(_ function: Function, _ action: Action) throws {
        guard scope(function, action) == .all else {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }
}
