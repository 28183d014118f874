import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Accounts by name, employee, role or state.
struct AccountList: Sendable {
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<Account> {
        var query = PagedQuery(
            "account", sorts: ["signInName": "account.signInName", "createdAt": "account.createdAt"],
            defaultSort: "signInName")
        try query.filter(request, "isSuspended") { Bool($0).map { "account.isSuspended = \($0)" } }
        try query.filter(request, "employeeId") { EntityID($0).map { "account.employeeId = \($0)" } }
        try query.filter(request, "role") {
            "EXISTS (SELECT 1 FROM json_each(account.roles) WHERE value = \($0))"
        }
        if let words = request.search {
            let part = words.lowercased()
            query.filter("instr(account.signInName, \(part)) OR instr(lower(coalesce(account.email, '')), \(part))")
        }
        return try query.fetch(Account.self, request, db)
    }
}

struct OneAccount: Sendable {
    var id: EntityID

    /// Throws `CommonError.notFound`.
    func fetch(_ db: Database) throws -> Account {
        guard let account = try Account.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: AccountState.entity, id: id.description)
        }
        return account
    }
}
