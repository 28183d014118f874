import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// An invoice that was issued elsewhere: kept as issued, in a series of its own kind outside the numbering. Of two records
/// of one invoice the later wins; an equal one changes nothing.
struct OnInvoiceRecorded {
    let message: Inbound<InvoiceRecorded>
    private static let root = "$.data"

    init(message: Inbound<InvoiceRecorded>) { self.message = message }

    /// Where invoices of an outside system are kept.
    static func series(_ system: String) -> String { "EXT:\(system)" }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        var invoice = try recorded(in: transaction)
        guard let old = try transaction.find(Invoice.self, message.id) else {
            let version = try transaction.insert(&invoice, event: "recorded")
            try transaction.changeAccount(
                of: invoice.customerId, invoice.currency, by: AccountChange(invoiced: invoice.sums.total),
                cause: version.subject)
            return InboundOutcome(version)
        }
        (invoice.paid, invoice.createdAt, invoice.sequence) = (old.paid, old.createdAt, old.sequence)
        if message.payload.responsible == nil { invoice.ownership = old.ownership }
        let unchanged = InboundOutcome(subject: old.published.subject, sequence: old.sequence)
        if let recordedAt = old.recordedAt, recordedAt >= message.time { return unchanged }
        if old.published == invoice.published {
            try transaction.db.execute(
                sql: "UPDATE invoice SET recordedAt = ? WHERE id = ?", arguments: [message.time, message.id])
            return unchanged
        }
        return InboundOutcome(try correct(&invoice, from: old, in: transaction))
    }

    private func correct(_ invoice: inout Invoice, from old: Invoice, in transaction: Transaction) throws
        -> RecordVersion
    {
        let isSameAccount = old.customerId == invoice.customerId && old.currency == invoice.currency
        guard isSameAccount || old.paid == 0 else { throw InvoiceError.paidCannotMove(old.name) }
        guard invoice.sums.total >= old.paid else { throw InvoiceError.paidAboveTotal(old.name) }
        let version = try transaction.update(&invoice, from: old, event: "recorded")
        if !isSameAccount {
            try transaction.changeAccount(
                of: old.customerId, old.currency, by: AccountChange(invoiced: -old.sums.total), cause: version.subject)
        }
        let before = isSameAccount ? old.sums.total : 0
        try transaction.changeAccount(
            of: invoice.customerId, invoice.currency, by: AccountChange(invoiced: invoice.sums.total - before),
            cause: version.subject)
        return version
    }

    private func recorded(in transaction: Transaction) throws -> Invoice {
        let payload = message.payload
        guard let customerId = payload.customer.resolved(system: message.system, entity: CustomerRecorded.entity) else {
            throw PaymentError.customerRequired(path: Self.root + ".customer")
        }
        guard !payload.lines.isEmpty else { throw LineError.noLines(root: Self.root) }
        let priced = try PricedLines(
            lines(), currency: payload.currency, rounding: .perLine, root: Self.root)
        let customer = try transaction.customer(customerId)
        var invoice = Invoice(
            id: message.id, status: .issued, customerId: customerId, currency: payload.currency, lines: priced.lines,
            sums: priced.sums, series: Self.series(message.system), number: payload.number ?? payload.externalId,
            issuedOn: payload.issuedOn, dueOn: payload.dueOn, external: message.external, recordedAt: message.time,
            createdAt: transaction.now)
        invoice.ownership = try ownership(customer, in: transaction)
        invoice.buyer = customer.map { Invoice.Buyer(name: $0.name, taxCode: $0.taxCode, address: $0.address) }
        return invoice
    }

    private func lines() -> [LineState] {
        message.payload.lines.enumerated().map { index, line in
            LineState(
                id: EntityID(namespace: message.id, parts: ["line", String(index)]),
                productId: line.product?.resolved(system: message.system, entity: ProductRecorded.entity),
                description: line.description, quantity: line.quantity, unitPrice: line.unitPrice, tax: line.tax)
        }
    }

    /// As the record says, else the customer's.
    private func ownership(_ customer: CustomerCopy?, in transaction: Transaction) throws -> Ownership {
        var ownership = customer?.ownership ?? Ownership()
        let named = message.payload.responsible?.resolved(system: message.system, entity: EmployeeRecorded.entity)
        guard let named else { return ownership }
        ownership.responsibleId = named
        if let employee = try EmployeeCopy.filter(Column("id") == named).fetchOne(transaction.db) {
            ownership.branchId = employee.branchId
        }
        return ownership
    }
}
