import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new account. Without a password nobody can sign in with it until one is set.
struct CreateAccount {
    var signInName: String
    var settings: Account.Settings
    var hash: PasswordHash?
    /// See `SetPassword`.
    var mustChange = false
    /// Nobody for the first administrator.
    var maker: Person?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try Role.requireKnown(settings.roles, transaction.db)
        try maker?.permissions.requireCovering(Role.permissions(of: settings.roles, transaction.db))
        var account = Account(
            id: transaction.newID(), signInName: try SignInName.checked(signInName), language: settings.language,
            roles: [], createdAt: transaction.now)
        try account.change(to: settings)
        account.permissionVersion = 1
        guard try Account.filter(Column("signInName") == account.signInName).fetchCount(transaction.db) == 0 else {
            throw AccountError.nameTaken(account.signInName)
        }
        try account.checkEmployeeIsFree(transaction.db)
        try account.checkEmployeeIsThere(transaction.db)
        let version = try transaction.insertWithCopy(&account)
        if let hash {
            try SetPassword(account: account.id, hash: hash, mustChange: mustChange).execute(in: transaction)
        }
        try transaction.audit(
            "account created", subject: version.subject.description,
            details: ["signInName": account.signInName, "roles": account.roles.joined(separator: " ")])
        return version
    }
}

extension Account {
    /// Throws `AccountError.employeeTaken` where another account is the employee's.
    func checkEmployeeIsFree(_ db: Database) throws {
        guard let employeeId else { return }
        let others = try Account.filter(Column("employeeId") == employeeId && Column("id") != id).fetchCount(db)
        guard others == 0 else { throw AccountError.employeeTaken }
    }

    /// Throws `AccountError.employeeLeft`. One who is not known here yet may be there.
    func checkEmployeeIsThere(_ db: Database) throws {
        guard let employeeId else { return }
        let employee = try EmployeeCopy.filter(Column("id") == employeeId).fetchOne(db)
        guard employee?.isActive != false else { throw AccountError.employeeLeft }
    }

    static func of(employee: EntityID, _ db: Database) throws -> Account? {
        try filter(Column("employeeId") == employee).fetchOne(db)
    }
}
