import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Takes a payment back: its invoices are open again by what it paid of them (CON-6). The payment is kept.
struct ReversePayment {
    struct Input: Codable, Sendable {
        var note: String?
        /// The day that it counts from; today where it is left out.
        var on: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Payment.self, id, for: person, .approve)
        let on = input.on ?? transaction.today
        guard on <= transaction.today else { throw PaymentError.inFuture(path: "$.on") }
        let last = try transaction.lastMovementDay(of: old)
        guard on >= last else { throw PaymentError.beforeLast(last) }
        let isExplained = input.note?.contains { !$0.isWhitespace } ?? false
        guard try isExplained || !transaction.paysLiquidated(id) else { throw PaymentError.whyAfterLiquidation }
        var payment = old
        try payment.reverse()
        let version = try transaction.update(&payment, from: old, event: "reversed", cause: input.note)
        try transaction.reverseAllocations(of: old, on: on)
        var change = AccountChange(advance: -payment.advance, credit: -payment.credit)
        for allocation in payment.allocations {
            let invoice = try transaction.fetch(Invoice.self, allocation.invoiceId)
            var open = invoice
            try open.pay(-allocation.amount)
            try transaction.update(&open, from: invoice, event: "paid-changed", cause: version.subject.description)
            change.countPaid(open, before: invoice.paid)
        }
        try transaction.changeAccount(of: payment.customerId, payment.currency, by: change, cause: version.subject)
        try transaction.keepStep(
            of: version.subject, id: id, by: person, "reverse", from: "received", to: "reversed",
            on: on, note: input.note)
        return version
    }
}
