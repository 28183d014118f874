import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Whose a record becomes: as given, else the parent record's, else the person's own; always within the person's scope.
struct NewOwnership {
    var given: Ownership
    var parent: Ownership?
    var person: Person
    var scope: RowScope

    /// Throws `OpportunityError.outOfReach`.
    func decide(_ db: Database) throws -> Ownership {
        let own = Ownership(branchId: person.branch, responsibleId: person.employee)
        if given != Ownership() {
            let responsible = given.responsibleId ?? parent?.responsibleId ?? person.employee
            let branch = try given.branchId ?? Self.branch(of: responsible, db) ?? parent?.branchId ?? person.branch
            return try reached(
                Ownership(
                    branchId: branch, responsibleId: responsible, secondResponsibleId: given.secondResponsibleId), db)
        }
        if let parent, parent != Ownership(), try scope.covers(parent, db) { return parent }
        return try reached(own, db)
    }

    /// Where a person changes whose the record is: what is not given stays. Through a share nobody takes a record or gives
    /// it away.
    func change(_ id: EntityID, _ old: Ownership, _ db: Database) throws -> Ownership {
        guard given != Ownership() else { return old }
        let responsible = given.responsibleId ?? old.responsibleId
        let isNew = responsible != old.responsibleId
        let branch = try given.branchId ?? (isNew ? Self.branch(of: responsible, db) : nil) ?? old.branchId
        let new = Ownership(
            branchId: branch, responsibleId: responsible,
            secondResponsibleId: given.secondResponsibleId ?? old.secondResponsibleId)
        guard new != old else { return old }
        guard try scope.withoutShares.reaches(id, db) else { throw OpportunityError.outOfReach }
        return try reached(new, db)
    }

    /// Nothing for an employee whom no event has told of yet.
    static func branch(of employee: EntityID?, _ db: Database) throws -> EntityID? {
        guard let employee else { return nil }
        return try EmployeeCopy.filter(Column("id") == employee).fetchOne(db)?.branchId
    }

    private func reached(_ ownership: Ownership, _ db: Database) throws -> Ownership {
        guard try scope.covers(ownership, db) else { throw OpportunityError.outOfReach }
        return ownership
    }
}
