import Foundation
import GRDB
import Messages
import ServiceKit

/// What an account may do now: what a token for it says.
struct Standing: Sendable {
    var employee: EntityID?
    var branch: EntityID?
    var permissions: Set<Permission>
    var permissionVersion: Int

    /// Nothing where it may not sign in: suspended, or its employee has left. Throws where the employee is not known yet,
    /// for without a branch it would count as the head office's.
    static func fetch(of account: Account, _ db: Database) throws -> Standing? {
        guard !account.isSuspended else { return nil }
        var standing = Standing(
            permissions: RoleBook.permissions(of: account.roles), permissionVersion: account.permissionVersion)
        guard let employeeId = account.employeeId else { return standing }
        let found = try EmployeeCopy.filter(Column("id") == employeeId).fetchOne(db)
        guard let employee = found else { throw AccountError.employeeUnknown }
        guard employee.isActive else { return nil }
        standing.employee = employee.id
        standing.branch = employee.branchId
        return standing
    }

    func person(account: EntityID, session: EntityID) -> Person {
        Person(account: account, employee: employee, branch: branch, session: session, permissions: permissions)
    }
}
