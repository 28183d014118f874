import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Gives a draft its number and its day, for ever; what was paid in advance for its order or contract is laid on it
/// (CON-5, CON-6). Nothing slow happens inside: number, rows and events are one short transaction.
struct IssueInvoice {
    struct Input: Codable, Sendable {
        /// The only active one of the year where it is left out.
        var series: String?
        /// Today where it is left out; never before the series' last.
        var on: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Invoice.self, id, for: person, .approve)
        try old.requireDraft()
        try ParentDocument.of(old, in: transaction).requireInvoiceable()
        var invoice = old
        let day = input.on ?? transaction.today
        let number = try transaction.takeNumber(in: input.series, on: day)
        try invoice.issue(
            series: number.series, serial: number.serial, on: day, buyer: try buyer(of: old, in: transaction))
        let version = try transaction.update(&invoice, from: old, event: "issued")
        var settling = SettleInvoices()
        try settling.applyAdvances(to: &invoice, in: transaction)
        var change = settling.change
        change.invoiced += invoice.sums.total
        try transaction.changeAccount(of: invoice.customerId, invoice.currency, by: change, cause: version.subject)
        return RecordVersion(source: version.source, subject: version.subject, sequence: invoice.sequence)
    }

    /// As the draft says, else as the customer is known here now.
    private func buyer(of invoice: Invoice, in transaction: Transaction) throws -> Invoice.Buyer? {
        if let buyer = invoice.buyer { return buyer }
        return try transaction.customer(invoice.customerId).map {
            Invoice.Buyer(name: $0.name, taxCode: $0.taxCode, address: $0.address)
        }
    }
}
