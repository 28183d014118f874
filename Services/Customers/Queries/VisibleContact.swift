import GRDB
import Messages
import ServiceKit
import Store

/// A contact that a person may see, or may do something else with.
struct VisibleContact {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Contact {
        try RowScope(person, .contact, action).fetch(Contact.self, id, db)
    }
}
