import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Takes a series out of use: nothing more is issued in it. What was stays.
struct RetireInvoiceSeries {
    struct Input: Codable, Sendable {
        var symbol: String
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.invoices, .approve)
        guard var series = try InvoiceSeries.filter(Column("symbol") == input.symbol).fetchOne(transaction.db) else {
            throw InvoiceError.unknownSeries(input.symbol)
        }
        if series.isActive {
            series.isActive = false
            try series.update(transaction.db)
            try transaction.audit("invoice-series-retired", subject: nil, details: ["symbol": series.symbol])
        }
        let id = EntityID(namespace: .quen, parts: ["invoice-series", series.symbol])
        return RecordVersion(source: transaction.source, subject: Subject("invoice-series", id), sequence: .first)
    }
}
