import GRDB
import Messages
import ServiceKit
import Store

/// A customer that a person may see, or may do something else with.
struct VisibleCustomer {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Customer {
        guard let customer = try Customer.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: "customer", id: id.description)
        }
        try RowScope(person, .customers, action).check(customer.ownership, entity: "customer", id: id, db)
        return customer
    }

    /// The same for one that the body names: what cannot be seen is wrong input.
    func required(_ id: EntityID, path: String, _ db: Database) throws -> Customer {
        guard let customer = try Customer.filter(Column("id") == id).fetchOne(db),
            try RowScope(person, .customers, action).reaches(customer.ownership, db)
        else { throw InputError.unknownReference(path: path, entity: "customer") }
        return customer
    }
}
