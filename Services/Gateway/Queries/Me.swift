import Foundation
import GRDB
import Messages
import ServiceKit

/// The account of who asks, and the employee behind it.
struct Me: Sendable {
    var account: AccountItem
    var employee: Employee?

    struct Employee: Encodable, Sendable {
        var id: EntityID
        var name: String
        var branchId: EntityID?
        var teams: [String]
    }

    static func fetch(_ person: Person, _ db: Database) throws -> Me {
        let account = try OneAccount(id: person.account).fetch(db)
        let employee = try EmployeeCopy.filter(Column("id") == account.account.employeeId).fetchOne(db)
        return Me(
            account: account,
            employee: employee.map { Employee(id: $0.id, name: $0.name, branchId: $0.branchId, teams: $0.teams) })
    }
}
