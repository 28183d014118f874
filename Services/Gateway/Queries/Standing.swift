import Foundation
import GRDB
import Messages
import ServiceKit

/// What an account may do now: what a token for it says.
struct Standing: Sendable {
    var employee: EntityID?
    var branch: EntityID?
    var rights: Rights
    var permissionVersion: Int

    struct Rights: Sendable, Hashable {
        var permissions: Set<Permission>
        /// The firm asks for a second factor that the account has not: it may do nothing with accounts until then.
        var lacksSecondFactor = false
    }

    /// Nothing where it may not sign in: suspended, or its employee has left. Throws where the employee is not known yet,
    /// for without a branch it would count as the head office's.
    static func fetch(of account: Account, at now: Instant, _ db: Database) throws -> Standing? {
        guard !account.isSuspended else { return nil }
        var standing = Standing(
            rights: try rights(of: account, at: now, db), permissionVersion: account.permissionVersion)
        guard let employeeId = account.employeeId else { return standing }
        let found = try EmployeeCopy.filter(Column("id") == employeeId).fetchOne(db)
        guard let employee = found else { throw AccountError.employeeUnknown }
        guard employee.isActive else { return nil }
        standing.employee = employee.id
        standing.branch = employee.branchId
        return standing
    }

    /// Whether it may sign in at all, as far as is known.
    static func mayHaveOne(_ account: Account, _ db: Database) throws -> Bool {
        guard !account.isSuspended, let employeeId = account.employeeId else { return !account.isSuspended }
        return try EmployeeCopy.filter(Column("id") == employeeId).fetchOne(db)?.isActive ?? false
    }

    static func rights(of account: Account, at now: Instant, _ db: Database) throws -> Rights {
        var rights = Rights(permissions: try Role.permissions(of: account.roles, db))
        guard try SecondFactorRule.applies(to: account, at: now, db),
            try SecondFactor.active(of: account.id, db) == nil
        else { return rights }
        rights.lacksSecondFactor = true
        rights.permissions = rights.permissions.filter { $0.function != .accounts }
        return rights
    }

    func person(account: EntityID, session: EntityID) -> Person {
        Person(account: account, employee: employee, branch: branch, session: session, permissions: rights.permissions)
    }
}
