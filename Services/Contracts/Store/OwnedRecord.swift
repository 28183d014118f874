import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A record that scopes apply to.
protocol OwnedRecord: EntityRecord {
    static var function: Function { get }
    var ownership: Ownership { get }
}

extension Contract: OwnedRecord { static let function = Function.contracts }
extension Order: OwnedRecord { static let function = Function.orders }
extension Invoice: OwnedRecord { static let function = Function.invoices }
extension Payment: OwnedRecord { static let function = Function.payments }

extension Transaction {
    /// The record, where the person may do `action` with it; else `notFound`, or `forbidden` where it can be seen.
    func owned<R: OwnedRecord>(_ type: R.Type, _ id: EntityID, for person: Person, _ action: Action) throws -> R {
        let record = try fetch(type, id)
        try RowScope(person, R.function, action).check(record.ownership, entity: R.State.entity, id: id, db)
        return record
    }

    /// Throws `forbidden` where the person may not do `action` with what is owned so.
    func require(_ person: Person, _ function: Function, _ action: Action, on ownership: Ownership) throws {
        do {
            try RowScope(person, function, action).check(ownership, entity: "", id: newID(), db)
        } catch CommonError.notFound {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }

    /// Whose a new record is: as given, else the parent record's, else the person's own. Throws `forbidden` where the
    /// person may not create such a one.
    func newOwnership(
        _ function: Function, given: Ownership?, parent: Ownership?, person: Person
    ) throws -> Ownership {
        let ownership = Ownership(
            branchId: given?.branchId ?? parent?.branchId ?? person.branch,
            responsibleId: given?.responsibleId ?? parent?.responsibleId ?? person.employee,
            secondResponsibleId: given?.secondResponsibleId ?? parent?.secondResponsibleId)
        try require(person, function, .create, on: ownership)
        return ownership
    }

    /// The customer's ownership, where the customer is known here and the person may see it.
    func visibleCustomer(_ id: EntityID, for person: Person) throws -> Ownership? {
        guard let customer = try customer(id) else { return nil }
        try RowScope(person, .customers).check(customer.ownership, entity: CustomerState.entity, id: id, db)
        return customer.ownership
    }
}
