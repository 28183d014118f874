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
        try RowScope(person, .customer, action).fetch(Customer.self, id, db)
    }

    /// The same for one that the body names: what cannot be seen is wrong input.
    func required(_ id: EntityID, path: String, _ db: Database) throws -> Customer {
        guard let customer = try Customer.filter(Column("id") == id).fetchOne(db),
            try RowScope(person, .customer, action).reaches(id, db)
        else { throw InputError.unknownReference(path: path, entity: "customer") }
        return customer
    }
}
