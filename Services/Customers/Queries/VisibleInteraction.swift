import GRDB
import Messages
import ServiceKit
import Store

/// An interaction that a person may see, or may do something else with.
struct VisibleInteraction {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Interaction {
        try RowScope(person, .interaction, action).fetch(Interaction.self, id, db)
    }
}
