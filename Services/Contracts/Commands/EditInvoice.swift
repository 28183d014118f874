import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Changes a draft of an invoice. An issued one never changes (CON-5).
struct EditInvoice {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = ["dueOn", "buyer", "note", "paymentMethod", "exchangeRate"]
        var lines: [LineDraft]?
        var dueOn: Change<Day>
        var buyer: Change<Invoice.Buyer>
        var note: Change<String>
        var paymentMethod: Change<Invoice.PaymentMethod>
        var exchangeRate: Change<UnitPrice>
        var ownership: Ownership?
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Invoice.self, id, for: person, .edit)
        try old.requireDraft()
        var invoice = old
        input.dueOn.apply(to: &invoice.dueOn)
        input.buyer.apply(to: &invoice.buyer)
        input.note.apply(to: &invoice.note)
        input.paymentMethod.apply(to: &invoice.paymentMethod)
        input.exchangeRate.apply(to: &invoice.exchangeRate)
        try invoice.checkRate()
        invoice.ownership = try transaction.changedOwnership(of: old, to: input.ownership, by: person)
        let parent = try ParentDocument.of(old, in: transaction)
        if let drafts = input.lines {
            guard old.correction?.kind != .adjusting else { throw InvoiceError.linesOfAdjustment }
            try parent.requireInvoiceable(old)
            let priced = try InvoiceDraft(
                drafts: drafts, parent: parent, rounding: old.sums.rounding, person: person,
                ratesOf: try old.correction.map { try transaction.fetch(Invoice.self, $0.invoiceId) }, invoice: old
            ).priced(in: transaction)
            (invoice.lines, invoice.sums) = (priced.lines, priced.sums)
        }
        let version = try transaction.update(&invoice, from: old, expected: expected)
        guard invoice.lines != old.lines else { return version }
        try transaction.writeDraws(of: invoice)
        if invoice.correction != nil { return version }
        try parent.checkChildren(in: transaction)
        return version
    }
}
