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
        guard let lead = try Lead.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: "lead", id: id.description)
        }
        try RowScope(person, .leads, action).check(lead.ownership, entity: "lead", id: id, db)
        return lead
    }
}
