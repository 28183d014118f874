import Foundation
import Messages
import Money
import Store

/// Lays parts of payments on invoices: rows and events of both, and what it changes in the customer's account.
struct SettleInvoices {
    /// What the account changes by; the caller books it once.
    private(set) var change = AccountChange()

    /// Writes what a payment pays of an invoice. The payment's own row is the caller's. It counts from `day` on, but not
    /// before the invoice was issued.
    mutating func pay(
        _ invoice: inout Invoice, _ amount: Int64, by payment: EntityID, on day: Day, in transaction: Transaction
    ) throws {
        let old = invoice
        try invoice.pay(amount)
        try transaction.update(
            &invoice, from: old, event: "paid-changed", cause: PaymentState.subject(payment).description)
        try transaction.addAllocation(
            of: payment, to: invoice.id, amount, on: max(day, invoice.issuedOn ?? day))
        change.countPaid(invoice, before: old.paid)
    }

    /// Applies to an invoice what was paid in advance for its order, then for its contract, the oldest first (CON-6).
    mutating func applyAdvances(to invoice: inout Invoice, in transaction: Transaction) throws {
        for document in [(column: "orderId", id: invoice.orderId), (column: "contractId", id: invoice.contractId)] {
            guard let id = document.id else { continue }
            while invoice.open > 0,
                var payment = try transaction.oldestAdvance(document.column, id, currency: invoice.currency)
            {
                let old = payment
                let amount = min(payment.advance, invoice.open)
                try payment.allocate(amount, to: invoice.id, from: .advance)
                try transaction.update(
                    &payment, from: old, event: "allocated", cause: invoice.published.subject.description)
                change.advance -= amount
                try pay(&invoice, amount, by: payment.id, on: payment.paidOn, in: transaction)
            }
        }
    }
}
