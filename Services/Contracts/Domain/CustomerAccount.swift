import Foundation
import Messages
import Money

/// What a customer has been invoiced and has paid (CON-6): kept in the transaction of whatever changes it.
struct CustomerAccount: Codable, Sendable, Hashable {
    /// The customer's.
    var id: EntityID
    var sequence: EventSequence = .first
    /// By currency code.
    var balances: [CustomerAccountState.Balance] = []
    var lastInvoiceOn: Day?
    var lastPaymentOn: Day?
    var paidInvoices = 0

    mutating func apply(_ change: AccountChange, in currency: Currency) throws(PaymentError) {
        let index = balances.firstIndex { $0.currency == currency }
        var balance =
            index.map { balances[$0] }
            ?? CustomerAccountState.Balance(currency: currency, invoiced: 0, paid: 0, advance: 0, credit: 0)
        balance.invoiced = try Self.sum(balance.invoiced, change.invoiced)
        balance.paid = try Self.sum(balance.paid, change.paid)
        balance.advance = try Self.sum(balance.advance, change.advance)
        balance.credit = try Self.sum(balance.credit, change.credit)
        paidInvoices += change.paidInvoices
        if let index { balances[index] = balance } else { balances.append(balance) }
        balances.sort { $0.currency.code < $1.currency.code }
    }

    private static func sum(_ a: Int64, _ b: Int64) throws(PaymentError) -> Int64 {
        let (sum, overflowed) = a.addingReportingOverflow(b)
        guard !overflowed else { throw .tooLarge }
        return sum
    }
}

/// By how much one command changes an account, in the smallest unit of one currency.
struct AccountChange: Sendable, Hashable {
    var invoiced: Int64 = 0
    var paid: Int64 = 0
    var advance: Int64 = 0
    var credit: Int64 = 0
    var paidInvoices = 0

    mutating func add(_ other: AccountChange) {
        invoiced += other.invoiced
        paid += other.paid
        advance += other.advance
        credit += other.credit
        paidInvoices += other.paidInvoices
    }

    /// Counts what an invoice has of payments now against what it had.
    mutating func countPaid(_ invoice: Invoice, before: Int64) {
        paid += invoice.paid - before
        paidInvoices += (invoice.paid > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
    }
}
