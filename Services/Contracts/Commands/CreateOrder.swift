import Foundation
import Messages
import Money
import ServiceKit
import Store

/// An order from a contract that is signed or in progress, or alone (CON-4).
struct CreateOrder {
    struct Input: Codable, Sendable {
        var contractId: EntityID?
        /// Needed without a contract.
        var customerId: EntityID?
        /// The contract's, else VND.
        var currency: Currency?
        /// All that is left of the contract where they are left out.
        var lines: [LineDraft]?
        var orderedOn: Day?
        var deliverOn: Day?
        var note: String?
        var ownership: Ownership?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.orders, .create)
        let parent = try ParentDocument.of(
            contractId: input.contractId, orderId: nil, customerId: input.customerId, currency: input.currency,
            person: person, in: transaction)
        let ownership = try transaction.newOwnership(
            .order, given: input.ownership, parent: parent.ownership, person: person)
        if let contract = parent.contract, !contract.canBeOrderedFrom {
            throw ChainError.contractNotOpen(contract.number, contract.status)
        }
        let day = input.orderedOn ?? transaction.today
        let priced = try OrderLines(
            drafts: input.lines, contract: parent.contract, currency: parent.currency, day: day,
            rounding: try transaction.taxRounding(), person: person
        ).priced(in: transaction)
        var order = Order(
            id: transaction.newID(), number: try transaction.nextOrderNumber(customer: parent.customerId),
            customerId: parent.customerId, contractId: input.contractId, currency: parent.currency, lines: priced.lines,
            sums: priced.sums, orderedOn: day, deliverOn: input.deliverOn, note: input.note,
            createdAt: transaction.now)
        order.ownership = ownership
        let version = try transaction.insert(&order)
        try transaction.writeDraws(of: version.subject, id: order.id, on: order.contractId, order.lines)
        if let contract = parent.contract { try transaction.checkChildren(of: contract) }
        return version
    }
}
