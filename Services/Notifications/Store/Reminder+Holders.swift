import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Reminder {
    /// Nobody is served by more.
    private static let mostHolders = 50

    /// Adds those whose roles permit what is wanted of the record: by their accounts and scopes as they are now.
    mutating func addHolders(at now: Instant, _ db: Database) throws {
        guard let holders, !holders.isFallback || recipientIds.isEmpty else { return }
        for person in try holders.people(at: now, db) {
            guard recipientIds.count < Self.mostHolders else { return }
            guard let employee = person.employee, employee != holders.except, !recipientIds.contains(employee),
                try RowScope(person, holders.records, holders.action).covers(ownership, db)
            else { continue }
            recipientIds.append(employee)
        }
    }
}

extension Holders {
    /// Whoever has an account of an employee's with such a permission, the narrowest scope first: they are the nearest.
    fileprivate func people(at now: Instant, _ db: Database) throws -> [Person] {
        let permission = "\(function.rawValue):\(action.rawValue):"
        let accounts: SQLRequest<EntityID> = """
            SELECT account.id FROM accountCopy account WHERE NOT account.isSuspended AND account.employeeId IS NOT NULL
              AND EXISTS (SELECT 1 FROM json_each(account.roles) role JOIN roleCopy ON roleCopy.code = role.value,
                json_each(roleCopy.permissions) p WHERE p.value LIKE \(permission + "%"))
            ORDER BY account.id
            """
        let people = try accounts.fetchAll(db).compactMap { try Person.holder(of: $0, at: now, db) }
        return AccessScope.allCases.flatMap { scope in people.filter { $0.scope(function, action) == scope } }
    }

    /// Only their owners are looked at: here are no rows of them.
    fileprivate var records: OwnedEntity { OwnedEntity(function.rawValue, function, table: "") }
}
