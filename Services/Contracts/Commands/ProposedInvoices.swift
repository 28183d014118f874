import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Drafts of invoices of what signed minutes accept (CON-2): one of each order that it was ordered with, and one of the contract
/// for the rest.
struct ProposedInvoices {
    var acceptance: Acceptance
    var contract: Contract
    /// The minutes that were signed earlier.
    var signed: [Acceptance]
    var person: Person
    /// Whether the person asked for them: else whoever may not make them signs the minutes without.
    var isAskedFor: Bool

    /// None where all of it has been invoiced, and none of an order that is out of the person's reach.
    func create(in transaction: Transaction) throws -> [EntityID] {
        let orders = try transaction.orders(of: contract.id)
        let draws = try transaction.draws(on: contract.id)
        var invoiced = draws.filter { $0.document.kind != .order }
        var open: [InvoiceProposal.OpenOrder] = []
        for order in orders {
            let taken = try transaction.draws(on: order.id)
            invoiced += taken.map { $0.ofContract(through: order) }
            let rest = Chain.left(of: order.lines, after: taken).filter { $0.quantity > .zero }
            if order.canBeInvoiced, !rest.isEmpty { open.append(InvoiceProposal.OpenOrder(order: order, rest: rest)) }
        }
        let proposal = InvoiceProposal(acceptance: acceptance, contract: contract)
        let parts = proposal.parts(
            of: proposal.due(after: Acceptance.sums(of: signed), invoiced: invoiced), from: open,
            free: Chain.left(of: contract.lines, after: draws))
        return try parts.compactMap { part in try create(part, orders, in: transaction) }
    }

    private func create(
        _ part: InvoiceProposal.Part, _ orders: [Order], in transaction: Transaction
    ) throws -> EntityID? {
        let order = orders.first { $0.id == part.order }
        if let order, try !RowScope(person, .order).reaches(order.id, transaction.db) { return nil }
        if !isAskedFor {
            let mayCreate = RowScope(person, .invoice, .create)
            guard try mayCreate.covers(order?.ownership ?? contract.ownership, transaction.db) else { return nil }
        }
        let version = try CreateInvoice(
            input: CreateInvoice.Input(
                orderId: part.order, contractId: contract.id, lines: part.lines,
                note: acceptance.nameWithContract(contract)),
            person: person
        ).execute(in: transaction)
        return EntityID(version.subject.id)
    }
}

extension Draw {
    /// What an invoice took of an order, as taken of the contract's line that the order's was made from.
    fileprivate func ofContract(through order: Order) -> Draw {
        var draw = self
        draw.parentLineId = order.lines.first { $0.id == parentLineId }?.parentLineId
        return draw
    }
}

extension Transaction {
    /// The orders of a contract that were not cancelled, the oldest first.
    fileprivate func orders(of contract: EntityID) throws -> [Order] {
        try Order.filter(Column("contractId") == contract && Column("status") != OrderStatus.cancelled.rawValue)
            .order(Column("orderedOn"), Column("createdAt"), Column("id")).fetchAll(db)
    }

    /// Minutes do not name a draft that is gone.
    func forgetProposal(_ invoice: Invoice) throws {
        guard let contractId = invoice.contractId else { return }
        for old in try acceptances(of: contractId) where old.proposedInvoices.contains(invoice.id) {
            var acceptance = old
            acceptance.proposedInvoices.removeAll { $0 == invoice.id }
            try update(&acceptance, from: old, cause: invoice.published.subject.description)
        }
    }
}
