import Foundation
import Messages
import Money
import Store

/// Takes payments off an invoice that was corrected: onto its replacement, as far as that asks for them, else into the
/// customer's credit (CON-5). Rows and events of the payments; the corrected invoice's own row is the caller's.
struct MovePayments {
    /// What the customer's account changes by, apart from what the invoices count as paid.
    private(set) var change = AccountChange()

    /// Frees the latest payments, so that the earliest stay.
    mutating func free(_ amount: Int64, of invoice: Invoice, in transaction: Transaction) throws {
        try take(
            amount, off: invoice, try transaction.payments(of: invoice.id).reversed(), cause: invoice.published.subject,
            in: transaction)
    }

    /// `replacement` takes over, the earliest payment first, what it asks for.
    mutating func move(
        _ amount: Int64, from invoice: Invoice, to replacement: inout Invoice, in transaction: Transaction
    ) throws {
        let cause = replacement.published.subject
        var left = min(amount, replacement.open)
        var settling = SettleInvoices()
        for old in try transaction.payments(of: invoice.id) where left > 0 {
            var payment = old
            let part = min(left, allocated(old, invoice.id))
            try payment.release(part, from: invoice.id, onto: replacement.id)
            try transaction.update(&payment, from: old, event: "allocated", cause: cause.description)
            // On the day on which the replacement counts as paid: it may be dated before the payment.
            try transaction.reduceAllocation(
                of: old.id, to: invoice.id, part, on: max(old.paidOn, replacement.issuedOn ?? transaction.today))
            try settling.pay(&replacement, part, by: old.id, on: old.paidOn, in: transaction)
            left -= part
        }
        change.add(settling.change)
        let rest = try transaction.payments(of: invoice.id)
        let excess = rest.reduce(Int64(0)) { $0 + allocated($1, invoice.id) }
        try take(excess, off: invoice, rest, cause: cause, in: transaction)
    }

    private mutating func take(
        _ amount: Int64, off invoice: Invoice, _ payments: [Payment], cause: Subject, in transaction: Transaction
    ) throws {
        var left = amount
        for old in payments where left > 0 {
            var payment = old
            let part = min(left, allocated(old, invoice.id))
            try payment.release(part, from: invoice.id, onto: nil)
            try transaction.update(&payment, from: old, event: "allocated", cause: cause.description)
            try transaction.reduceAllocation(of: old.id, to: invoice.id, part, on: transaction.today)
            change.credit += part
            left -= part
        }
    }

    private func allocated(_ payment: Payment, _ invoice: EntityID) -> Int64 {
        payment.allocations.first { $0.invoiceId == invoice }?.amount ?? 0
    }
}
