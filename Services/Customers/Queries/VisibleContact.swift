import GRDB
import Messages
import ServiceKit
import Store

/// A contact by its own ownership.
struct VisibleContact {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Contact {
        guard let contact = try Contact.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: "contact", id: id.description)
        }
        try RowScope(person, .contacts, action).check(contact.ownership, entity: "contact", id: id, db)
        return contact
    }
}
