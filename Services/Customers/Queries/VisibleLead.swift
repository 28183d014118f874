import GRDB
import Messages
import ServiceKit
import Store

/// A lead that a person may see, or may do something else with.
struct VisibleLead {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Lead {
        try RowScope(person, .lead, action).fetch(Lead.self, id, db)
    }
}
