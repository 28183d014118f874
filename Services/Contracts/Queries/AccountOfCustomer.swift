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
        // Whose a customer is that has not been heard of nobody knows: only who reaches everything sees its account.
        let isVisible =
            try person.scope(.payments, .view) == .all || RowScope(person, .customer, as: .payments).reaches(id, db)
        guard isVisible, let account = try CustomerAccount.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: CustomerAccountState.entity, id: id.description)
        }
        return account
    }
}
