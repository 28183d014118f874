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

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var account = Account(
            id: transaction.newID(), signInName: try SignInName.checked(signInName), language: settings.language,
            roles: [], createdAt: transaction.now)
        try account.change(to: settings)
        account.permissionVersion = 1
        guard try Account.filter(Column("signInName") == account.signInName).fetchCount(transaction.db) == 0 else {
            throw AccountError.nameTaken(account.signInName)
        }
        try account.checkEmployeeIsFree(transaction.db)
        let version = try transaction.insertWithCopy(&account)
        if let hash { try SetPassword(account: account.id, hash: hash).execute(in: transaction) }
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

    /// Throws `AccountError.lastAdministrator` where nobody is left who may do everything.
    static func checkSomeAdministratorIsLeft(_ db: Database) throws {
        let left = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM account, json_each(account.roles) AS role
                WHERE NOT account.isSuspended AND role.value = ?
                """, arguments: [ReadyMadeRole.administrator.rawValue])
        guard let left, left > 0 else { throw AccountError.lastAdministrator }
    }
}
