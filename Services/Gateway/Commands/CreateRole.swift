import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A role of the firm's own (ACC-2), with no more than its maker has.
struct CreateRole {
    var code: String
    var label: Bilingual
    /// Those of the role `copyOf` where they are left out.
    var permissions: [String]?
    var copyOf: EntityID?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var role = try Role(
            id: transaction.newID(), code: code,
            content: Role.Content(label: label, permissions: permissions ?? copied(transaction.db)), at: transaction.now
        )
        try person.permissions.requireCovering(role.granted)
        guard try Role.find(code: code, transaction.db) == nil else { throw RoleError.codeTaken(code) }
        let version = try transaction.insertWithCopy(&role)
        try transaction.audit("role created", role)
        return version
    }

    private func copied(_ db: Database) throws -> [String] {
        guard let copyOf else { return [] }
        guard let role = try Role.fetchOne(db, key: copyOf) else { throw RoleError.unknownRole }
        return role.granted.map(\.description)
    }
}

extension Transaction {
    /// What was done to a role, with what it permitted before where that is another thing.
    func audit(_ action: String, _ role: Role, before: Role? = nil, holders: Int = 0) throws {
        var details = [
            "code": role.code, "label": role.labelVi, "permissions": role.permissions.joined(separator: " "),
            "accounts": "\(holders)",
        ]
        if let before { details["permissionsBefore"] = before.permissions.joined(separator: " ") }
        try audit(action, subject: role.published.subject.description, details: details)
    }
}
