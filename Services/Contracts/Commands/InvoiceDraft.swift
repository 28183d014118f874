import Foundation
import Messages
import Money
import ServiceKit
import Store

/// The lines of a draft of an invoice, and the rules of the chain for it (CON-4).
struct InvoiceDraft {
    var drafts: [LineDraft]?
    var parent: ParentDocument
    var rounding: TaxRounding
    var person: Person
    /// The corrected invoice: its supply keeps the rates of its day (CON-3).
    var ratesOf: Invoice?
    /// The draft that is being changed.
    var invoice: Invoice?

    /// Those given, else all that is left of the parent.
    func priced(in transaction: Transaction) throws -> PricedLines {
        let parentLines = (parent.order?.lines ?? parent.contract?.lines)?.map(asInvoiced)
        let resolver = try transaction.resolver(
            parent: parentLines, currency: parent.currency, on: ratesOf?.issuedOn ?? transaction.today,
            mayChangePrices: person.may(.invoices, .approve),
            // A corrected invoice's lines are wholes of their own.
            taken: ratesOf == nil
                ? try transaction.taken(of: parent.order?.id ?? parent.contract?.id, parentLines, without: invoice?.id)
                : [:], existing: invoice?.lines ?? [])
        let drafts = try drafts ?? rest(of: parent.order?.lines ?? parent.contract?.lines ?? [], in: transaction)
        return try PricedLines(try resolver.resolve(drafts), currency: parent.currency, rounding: rounding)
    }

    /// What is replaced keeps the price that was invoiced, whatever became of the parent's since.
    private func asInvoiced(_ line: LineState) -> LineState {
        guard let invoiced = ratesOf?.lines.first(where: { $0.parentLineId == line.id }) else { return line }
        var line = line
        (line.quantity, line.unitPrice, line.discount) = (invoiced.quantity, invoiced.unitPrice, invoiced.discount)
        line.lineUnit = invoiced.lineUnit
        return line
    }

    private func rest(of lines: [LineState], in transaction: Transaction) throws -> [LineDraft] {
        guard let id = parent.order?.id ?? parent.contract?.id else { return [] }
        return try transaction.rest(
            of: lines, id,
            parent.order.map { DocumentName(.order, $0.number) } ?? DocumentName(.contract, parent.contract?.number))
    }
}

extension ParentDocument {
    /// Throws where nothing can be invoiced on it now. What was invoiced can be corrected whatever became of it since.
    func requireInvoiceable(_ invoice: Invoice? = nil) throws(ChainError) {
        guard invoice?.correction == nil else { return }
        if let order, !order.canBeInvoiced {
            throw .orderNotOpen(order.number, order.status)
        }
        if let contract, !contract.canBeInvoiced {
            throw .contractNotOpen(contract.number, contract.status)
        }
    }

    /// Throws where the children take more than it has.
    func checkChildren(in transaction: Transaction) throws {
        if let order {
            try transaction.checkChildren(of: order)
        } else if let contract {
            try transaction.checkChildren(of: contract)
        }
    }

    /// What an invoice was made from.
    static func of(_ invoice: Invoice, in transaction: Transaction) throws -> ParentDocument {
        ParentDocument(
            customerId: invoice.customerId, currency: invoice.currency,
            contract: try invoice.contractId.map { try transaction.fetch(Contract.self, $0) },
            order: try invoice.orderId.map { try transaction.fetch(Order.self, $0) })
    }
}
