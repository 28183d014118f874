import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Makes a series known that Quen is to number (CON-5).
struct RegisterInvoiceSeries {
    struct Input: Codable, Sendable {
        var symbol: String
        /// Who gives the numbers; Quen where it is left out.
        var numbering: InvoiceSeries.Numbering?
    }

    var input: Input
    var person: Person

    /// The version is that of no event: a series is no record of its own outside this service.
    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.invoices, .approve)
        let symbol = try InvoiceSymbol(input.symbol)
        let known = try InvoiceSeries.filter(Column("symbol") == symbol.text).fetchOne(transaction.db)
        guard known == nil else { throw InvoiceError.seriesExists(symbol.text) }
        try InvoiceSeries(
            symbol: symbol.text, form: symbol.form, year: symbol.year, numbering: input.numbering ?? .quen
        ).insert(transaction.db)
        try transaction.audit("invoice-series", subject: nil, details: ["symbol": symbol.text])
        let id = EntityID(namespace: .quen, parts: ["invoice-series", symbol.text])
        return RecordVersion(source: transaction.source, subject: Subject("invoice-series", id), sequence: .first)
    }
}
