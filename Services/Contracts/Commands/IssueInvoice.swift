import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Gives a draft its number and its day, for ever (CON-5), or hands it to the provider who numbers its series. Nothing slow
/// happens inside: number, rows and events are one short transaction.
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
        // Here, not where the provider's number comes in: what has its number from the authority is issued.
        guard try old.buyer != nil || transaction.customer(old.customerId) != nil else {
            throw InvoiceError.unknownBuyer
        }
        guard old.currency == .vnd || old.exchangeRate != nil else { throw InvoiceError.rateRequired(old.currency) }
        let day = input.on ?? transaction.today
        let series = try transaction.series(input.series, year: day.year)
        guard series.numbering == .quen else { return try handOver(old, series, in: transaction) }
        let number = try transaction.takeNumber(in: series.symbol, on: day)
        return try IssuedInvoice(
            draft: old, series: number.series, number: String(number.serial), serial: number.serial, day: day
        ).execute(in: transaction)
    }

    /// It waits for the provider's number, and nothing of it changes meanwhile.
    private func handOver(
        _ old: Invoice, _ series: InvoiceSeries, in transaction: Transaction
    ) throws -> RecordVersion {
        guard !old.lines.isEmpty || old.correction?.kind == .adjusting else { throw InvoiceError.nothingToIssue }
        let parent = try ParentDocument.of(old, in: transaction)
        try parent.requireInvoiceable(old)
        guard input.on == nil else { throw InvoiceError.numberedByProvider(series.symbol) }
        var invoice = old
        invoice.transmission = InvoiceTransmission(status: .notSent, series: series.symbol, at: transaction.now)
        let version = try transaction.update(&invoice, from: old)
        // Its number is given elsewhere and cannot be refused afterwards, so what it takes more is taken now.
        if invoice.correction != nil {
            try transaction.reserveDraws(of: invoice)
            try parent.checkChildren(in: transaction)
        }
        return version
    }
}
