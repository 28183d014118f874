import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What a customer has been invoiced and has paid, for whoever may see payments of that customer.
struct AccountOfCustomer {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> CustomerAccount {
        let customer = try CustomerCopy.filter(Column("id") == id).fetchOne(db)
        try RowScope(person, .payments).check(
            customer?.ownership ?? Ownership(), entity: CustomerAccountState.entity, id: id, db)
        guard let account = try CustomerAccount.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: CustomerAccountState.entity, id: id.description)
        }
        return account
    }
}
