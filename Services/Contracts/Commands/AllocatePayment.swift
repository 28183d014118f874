import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Lays what is left of a payment on an invoice of its customer: the credit first, then the advance.
struct AllocatePayment {
    struct Input: Codable, Sendable {
        var invoiceId: EntityID
        /// In the smallest unit; as much as both sides allow where it is left out.
        var amount: Int64?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Payment.self, id, for: person, .edit)
        var invoice = try transaction.owned(Invoice.self, input.invoiceId, for: person, .view)
        try agree(old, invoice)
        var payment = old
        let left = old.credit + old.advance
        let amount = input.amount ?? min(left, invoice.open)
        guard input.amount.map({ $0 > 0 }) ?? true else { throw PaymentError.notPositive(path: "$.amount") }
        guard left > 0, amount <= left else {
            throw PaymentError.notEnoughLeft(left: Amount(minorUnits: left, currency: old.currency))
        }
        guard amount > 0 else { throw InvoiceError.overpaid(invoice.name) }
        let fromCredit = min(amount, old.credit)
        if fromCredit > 0 { try payment.allocate(fromCredit, to: invoice.id, from: .credit) }
        if amount > fromCredit { try payment.allocate(amount - fromCredit, to: invoice.id, from: .advance) }
        let version = try transaction.update(
            &payment, from: old, event: "allocated", cause: invoice.published.subject.description)
        var settling = SettleInvoices()
        try settling.pay(&invoice, amount, by: id, on: transaction.today, in: transaction)
        var change = settling.change
        change.credit -= fromCredit
        change.advance -= amount - fromCredit
        try transaction.changeAccount(of: payment.customerId, payment.currency, by: change, cause: version.subject)
        return version
    }

    private func agree(_ payment: Payment, _ invoice: Invoice) throws(PaymentError) {
        let path = "$.invoiceId"
        guard payment.customerId == invoice.customerId else {
            throw .customerMismatch(document: .invoice(invoice.name), path: path)
        }
        guard payment.currency == invoice.currency else {
            throw .currencyMismatch(document: .invoice(invoice.name), currency: invoice.currency, path: path)
        }
    }
}
