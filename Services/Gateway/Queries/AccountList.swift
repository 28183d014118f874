import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// An account with what is kept beside it.
struct AccountItem: FetchableRecord, Sendable {
    var account: Account
    var hasPassword: Bool
    /// Somebody else knows the password too: it must be changed at the next sign-in.
    var mustChangePassword: Bool
    var hasSecondFactor: Bool

    init(row: Row) throws {
        account = try Account(row: row)
        hasPassword = row["hasPassword"]
        mustChangePassword = row["mustChangePassword"]
        hasSecondFactor = row["hasSecondFactor"]
    }
}

/// Accounts by name, employee, role or state.
struct AccountList: Sendable {
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<AccountItem> {
        var query = PagedQuery(
            "accountList", sorts: ["signInName": "accountList.signInName", "createdAt": "accountList.createdAt"],
            defaultSort: "signInName")
        try query.filter(request, "isSuspended", Bool.self) { "accountList.isSuspended = \($0)" }
        try query.filter(request, "hasSecondFactor", Bool.self) { "accountList.hasSecondFactor = \($0)" }
        try query.filter(request, "employeeId", EntityID.self) { "accountList.employeeId = \($0)" }
        try query.filter(request, "role") {
            "EXISTS (SELECT 1 FROM json_each(accountList.roles) WHERE value = \($0))"
        }
        if let words = request.search {
            let part = words.lowercased()
            query.filter(
                "instr(accountList.signInName, \(part)) OR instr(lower(coalesce(accountList.email, '')), \(part))")
        }
        return try query.fetch(AccountItem.self, request, db)
    }
}

struct OneAccount: Sendable {
    var id: EntityID

    /// Throws `CommonError.notFound`.
    func fetch(_ db: Database) throws -> AccountItem {
        let item = try AccountItem.fetchOne(db, sql: "SELECT * FROM accountList WHERE id = ?", arguments: [id])
        guard let item else { throw CommonError.notFound(entity: AccountState.entity, id: id.description) }
        return item
    }
}
