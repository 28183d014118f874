import Foundation
import Messages
import ServiceKit
import Store

/// Other roles, employee, address or language for an account. Tokens made before a change of what it may do are refused
/// everywhere and must be refreshed.
struct ChangeAccount {
    var id: EntityID
    var settings: Account.Settings
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var account = try transaction.fetch(Account.self, id)
        let old = account
        let added = settings.roles.filter { !old.roles.contains($0) }
        try Role.requireKnown(added, transaction.db)
        try person.permissions.requireCovering(Role.permissions(of: added, transaction.db))
        try account.change(to: settings)
        try account.checkEmployeeIsFree(transaction.db)
        if account.employeeId != old.employeeId { try account.checkEmployeeIsThere(transaction.db) }
        let version = try transaction.updateWithCopy(&account, from: old, expected: expected)
        try Account.checkSomeAdministratorIsLeft(transaction.db)
        try transaction.audit(
            "account changed", subject: version.subject.description,
            details: [
                "rolesBefore": old.roles.joined(separator: " "), "roles": account.roles.joined(separator: " "),
                "employeeBefore": old.employeeId?.description ?? "", "employee": account.employeeId?.description ?? "",
            ])
        return version
    }
}
