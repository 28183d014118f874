import GRDB
import Messages
import ServiceKit
import Store

/// An interaction by its own ownership.
struct VisibleInteraction {
    var person: Person
    var action: Action = .view

    /// Throws `notFound` or `forbidden`.
    func fetch(_ id: EntityID, _ db: Database) throws -> Interaction {
        guard let interaction = try Interaction.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: "interaction", id: id.description)
        }
        try RowScope(person, .interactions, action).check(interaction.ownership, entity: "interaction", id: id, db)
        return interaction
    }
}
