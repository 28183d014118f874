import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Changes an order that is not fulfilled yet. What its contract cannot bear is refused, and so is what its invoices would
/// contradict; the invoice is named (CON-4).
struct EditOrder {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = ["deliverOn", "note"]
        var lines: [LineDraft]?
        var orderedOn: Day?
        var deliverOn: Change<Day>
        var note: Change<String>
        var ownership: Ownership?
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Order.self, id, for: person, .edit)
        guard old.isEditable else { throw OrderError.notEditable(old.status) }
        var order = old
        order.orderedOn = input.orderedOn ?? order.orderedOn
        input.deliverOn.apply(to: &order.deliverOn)
        input.note.apply(to: &order.note)
        order.ownership = try transaction.changedOwnership(of: old, to: input.ownership, by: person)
        let contract = try order.contractId.map { try transaction.fetch(Contract.self, $0) }
        if let drafts = input.lines { try replaceLines(of: &order, by: drafts, contract, in: transaction) }
        let version = try transaction.update(&order, from: old, expected: expected)
        guard order.lines != old.lines else { return version }
        try transaction.writeDraws(of: version.subject, id: id, on: order.contractId, order.lines)
        try transaction.checkChildren(of: order)
        if let contract { try transaction.checkChildren(of: contract) }
        return version
    }

    private func replaceLines(
        of order: inout Order, by drafts: [LineDraft], _ contract: Contract?, in transaction: Transaction
    ) throws {
        if let contract, !contract.canBeOrderedFrom {
            throw ChainError.contractNotOpen(contract.number, contract.status)
        }
        let priced = try OrderLines(
            drafts: drafts, contract: contract, currency: order.currency, day: order.orderedOn,
            rounding: order.sums.rounding, person: person, order: order
        ).priced(in: transaction)
        guard order.status == .draft || !priced.lines.isEmpty else { throw OrderError.noLines }
        (order.lines, order.sums) = (priced.lines, priced.sums)
    }
}
