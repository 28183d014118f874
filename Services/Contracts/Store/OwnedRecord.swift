import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A record that scopes apply to.
protocol OwnedRecord: EntityRecord {
    static var access: OwnedEntity { get }
    var ownership: Ownership { get }
}

extension Contract: OwnedRecord { static let access = OwnedEntity.contract }
extension Order: OwnedRecord { static let access = OwnedEntity.order }
extension Invoice: OwnedRecord { static let access = OwnedEntity.invoice }
extension Payment: OwnedRecord { static let access = OwnedEntity.payment }
extension Acceptance: OwnedRecord { static let access = OwnedEntity.acceptance }
extension DeliveredItem: OwnedRecord { static let access = OwnedEntity.deliveredItem }

extension Transaction {
    /// The record, where the person may do `action` with it; else `notFound`, or `forbidden` where it can be seen.
    func owned<R: OwnedRecord>(_ type: R.Type, _ id: EntityID, for person: Person, _ action: Action) throws -> R {
        try RowScope(person, R.access, action).fetch(type, id, db)
    }

    /// Whose a new record is: as given, else the parent record's, else the person's own. Throws `forbidden` where the
    /// person may not create such a one.
    func newOwnership(
        _ entity: OwnedEntity, given: Ownership?, parent: Ownership?, person: Person
    ) throws -> Ownership {
        let ownership = Ownership(
            branchId: given?.branchId ?? parent?.branchId ?? person.branch,
            responsibleId: given?.responsibleId ?? parent?.responsibleId ?? person.employee,
            secondResponsibleId: given?.secondResponsibleId ?? parent?.secondResponsibleId)
        try RowScope(person, entity, .create).require(ownership, db)
        return ownership
    }

    /// Whose the record is from now on: as given, where the person may make it so, else as before.
    func changedOwnership<R: OwnedRecord>(of record: R, to given: Ownership?, by person: Person) throws -> Ownership {
        guard let given, given != record.ownership else { return record.ownership }
        try RowScope(person, R.access, .edit).requireTransfer(of: record.id, to: given, db)
        return given
    }

    /// The customer's ownership, where the customer is known here and the person may see it.
    func visibleCustomer(_ id: EntityID, for person: Person) throws -> Ownership? {
        guard let customer = try customer(id) else { return nil }
        try RowScope(person, .customer).check(id, db)
        return customer.ownership
    }
}
