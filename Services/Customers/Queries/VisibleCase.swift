import GRDB
import Messages
import ServiceKit
import Store

/// A case that a person may see, or may do something else with.
struct VisibleCase {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> SupportCase {
        try RowScope(person, .supportCase, action).fetch(SupportCase.self, id, db)
    }
}
