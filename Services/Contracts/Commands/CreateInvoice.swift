import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A draft of an invoice: from an order, from a contract directly, or alone (CON-4, CON-5).
struct CreateInvoice {
    struct Input: Codable, Sendable {
        var orderId: EntityID?
        var contractId: EntityID?
        /// Needed without order and contract.
        var customerId: EntityID?
        var currency: Currency?
        /// All that is left of the parent where they are left out.
        var lines: [LineDraft]?
        var dueOn: Day?
        /// As the customer is known here where it is left out.
        var buyer: Invoice.Buyer?
        var note: String?
        var paymentMethod: Invoice.PaymentMethod?
        /// Đồng for one unit of the currency.
        var exchangeRate: UnitPrice?
        var ownership: Ownership?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.invoices, .create)
        let parent = try ParentDocument.of(
            contractId: input.contractId, orderId: input.orderId, customerId: input.customerId,
            currency: input.currency, person: person, in: transaction)
        let ownership = try transaction.newOwnership(
            .invoice, given: input.ownership, parent: parent.ownership, person: person)
        try parent.requireInvoiceable()
        let priced = try InvoiceDraft(
            drafts: input.lines, parent: parent, rounding: try transaction.taxRounding(), person: person
        ).priced(in: transaction)
        var invoice = Invoice(
            id: transaction.newID(), status: .draft, customerId: parent.customerId, contractId: parent.contract?.id,
            orderId: input.orderId, currency: parent.currency, lines: priced.lines, sums: priced.sums,
            dueOn: input.dueOn, buyer: input.buyer, note: input.note, createdAt: transaction.now,
            paymentMethod: input.paymentMethod, exchangeRate: input.exchangeRate)
        try invoice.checkRate()
        invoice.ownership = ownership
        let version = try transaction.insert(&invoice)
        try transaction.writeDraws(of: invoice)
        try parent.checkChildren(in: transaction)
        return version
    }
}
