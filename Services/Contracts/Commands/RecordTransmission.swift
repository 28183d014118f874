import Foundation
import Messages
import ServiceKit
import Store

/// Keeps what the provider of electronic invoices did with one (CON-5). In a series that it numbers, its code comes with the
/// number and the day, and the invoice is issued by them.
struct RecordTransmission {
    struct Input: Codable, Sendable {
        var status: InvoiceTransmissionStatus
        /// The tax authority's code.
        var code: String?
        /// Why it was rejected.
        var message: String?
        /// In a series that the provider numbers.
        var number: String?
        var on: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Invoice.self, id, for: person, .approve)
        guard old.external == nil else { throw InvoiceError.correctedElsewhere(old.name) }
        let waits = old.status == .draft && (old.transmission?.isUnderWay ?? false)
        if old.status == .draft, !waits { throw InvoiceError.notUnderWay }
        let transmission = InvoiceTransmission(
            status: input.status, series: old.transmission?.series, code: input.code ?? old.transmission?.code,
            message: input.message,
            at: transaction.now)
        if waits, input.status == .coded { return try issue(old, transmission, in: transaction) }
        // The authority's code is the last word.
        if old.transmission?.status == .coded, input.status != .coded { throw InvoiceError.coded(old.name) }
        guard input.number == nil, input.on == nil else {
            throw waits ? InvoiceError.numberRequired : InvoiceError.notNumberedByProvider(old.name)
        }
        var invoice = old
        invoice.transmission = transmission
        if waits, input.status == .rejected, old.correction != nil { try transaction.deleteDraws(of: id) }
        return try transaction.update(&invoice, from: old, event: "transmitted", cause: input.message)
    }

    private func issue(
        _ draft: Invoice, _ transmission: InvoiceTransmission, in transaction: Transaction
    ) throws -> RecordVersion {
        guard let series = transmission.series, let number = input.number else { throw InvoiceError.numberRequired }
        let day = input.on ?? transaction.today
        let noted = try transaction.noteNumber(number, in: series, on: day)
        return try IssuedInvoice(
            draft: draft, series: series, number: noted, serial: nil, day: day, transmission: transmission
        ).execute(in: transaction)
    }
}
