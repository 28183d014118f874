import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Another label or other permissions for a role of the firm's own. Whoever has it must refresh their tokens: in the same
/// transaction, so that no service takes an old one any more once it has heard.
struct ChangeRole {
    /// The most accounts that one change may touch: each is an event, and all are one transaction.
    static let mostHolders = 5000
    var id: EntityID
    /// Given only to be the same.
    var code: String?
    var content: Role.Content
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.fetch(Role.self, id)
        guard !old.isReadyMade else { throw RoleError.readyMade(old.code) }
        if let code, code != old.code { throw RoleError.codeFixed(old.code) }
        var role = old
        try role.change(to: content)
        // What it permitted before may stay; what is new to it must be the giver's to give.
        try person.permissions.union(old.granted).requireCovering(role.granted)
        let version = try transaction.updateWithCopy(&role, from: old, expected: expected)
        guard role.permissions != old.permissions else { return version }
        let holders = try transaction.outdateTokens(ofHolders: role, atMost: Self.mostHolders)
        try Account.checkSomeAdministratorIsLeft(transaction.db)
        try transaction.audit("role changed", role, before: old, holders: holders)
        return version
    }
}

/// Takes away a role that no account has.
struct DeleteRole {
    /// The most accounts that are named to whoever tries.
    static let mostNamed = 5
    var id: EntityID
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let role = try transaction.fetch(Role.self, id)
        guard !role.isReadyMade else { throw RoleError.readyMade(role.code) }
        let holders = try role.holders(transaction.db)
        guard holders.isEmpty else {
            throw RoleError.inUse(
                count: holders.count, names: holders.prefix(Self.mostNamed).map(\.signInName))
        }
        let version = try transaction.deleteWithCopy(role, expected: expected)
        try transaction.audit("role deleted", role)
        return version
    }
}
