import GRDB
import Messages
import ServiceKit
import Store

/// Whose a new record is, and whether a person may make it so (ACC-2).
struct OwnershipRule {
    var person: Person
    var entity: OwnedEntity

    /// As given, else the parent record's, else the person's own. A parent's that the person may not create for counts
    /// as not given. Throws `forbidden` for one that is given out of reach.
    func forNew(given: Ownership?, parent: Ownership?, _ db: Database) throws -> Ownership {
        try person.require(entity.function, .create)
        if let given, given != Ownership() {
            let filled = try fill(given, parent, db)
            try RowScope(person, entity, .create).require(filled, db)
            return filled
        }
        if let parent, parent.responsibleId != nil, try RowScope(person, entity, .create).covers(parent, db) {
            return parent
        }
        // Somebody without an employee of their own, such as the first administrator, owns nothing: `all` reaches it.
        let own = Ownership(branchId: person.branch ?? parent?.branchId, responsibleId: person.employee)
        try RowScope(person, entity, .create).require(own, db)
        return own
    }

    /// `given` in place of `old` for the record: it must stay in the person's reach, for giving away is a hand-over.
    func changed(_ id: EntityID, from old: Ownership, to given: Ownership?, _ db: Database) throws -> Ownership {
        guard let given, given != old else { return old }
        if given.responsibleId == nil, old.responsibleId != nil { throw CustomerError.responsibleRequired }
        let filled = try fill(given, nil, db)
        try RowScope(person, entity, .edit).requireTransfer(of: id, to: filled, db)
        return filled
    }

    private func fill(_ given: Ownership, _ parent: Ownership?, _ db: Database) throws -> Ownership {
        var filled = given
        filled.responsibleId = given.responsibleId ?? parent?.responsibleId ?? person.employee
        if given.branchId == nil {
            let theirs = try filled.responsibleId.flatMap { try Self.branch(of: $0, db) }
            filled.branchId = theirs ?? parent?.branchId ?? person.branch
        }
        if filled.secondResponsibleId == filled.responsibleId { filled.secondResponsibleId = nil }
        return filled
    }

    static func branch(of employee: EntityID, _ db: Database) throws -> EntityID? {
        try EmployeeCopy.filter(Column("id") == employee).fetchOne(db)?.branchId
    }
}
