import Foundation
import GRDB
import Messages
import Store

/// A series of invoices: who numbers it, its counter where that is Quen, and the day of its last number.
struct InvoiceSeries: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "invoiceSeries"
    static let greatestSerial: Int64 = 99_999_999
    var symbol: String
    var form: Int
    var year: Int
    var isActive = true
    var lastSerial: Int64 = 0
    var lastIssuedOn: Day?
    var numbering = Numbering.quen

    enum Numbering: String, Codable, Sendable, Hashable, CaseIterable { case quen, provider }
}

extension Transaction {
    /// Takes the next number of a series for an invoice of `day`: the numbers run on without a gap and the days never go
    /// back (CON-5). Both are kept or given up together with the rest of the transaction.
    func takeNumber(in symbol: String?, on day: Day) throws -> (series: String, serial: Int64) {
        var series = try self.series(symbol, year: day.year)
        guard series.numbering == .quen else { throw InvoiceError.numberedByProvider(series.symbol) }
        guard day <= today else { throw InvoiceError.inFuture(day) }
        if let last = series.lastIssuedOn, day < last {
            throw InvoiceError.beforePrevious(series: series.symbol, previous: last)
        }
        guard series.lastSerial < InvoiceSeries.greatestSerial else { throw InvoiceError.seriesFull(series.symbol) }
        series.lastSerial += 1
        series.lastIssuedOn = day
        try series.update(db)
        return (series.symbol, series.lastSerial)
    }

    /// The series named, else the only active one of the year.
    func series(_ symbol: String?, year: Int) throws -> InvoiceSeries {
        guard let symbol else {
            let all = try InvoiceSeries.filter(Column("year") == year && Column("isActive") == true).fetchAll(db)
            guard let first = all.first else { throw InvoiceError.noSeries(year: year) }
            guard all.count == 1 else { throw InvoiceError.seriesNeeded(all.map(\.symbol)) }
            return first
        }
        guard let series = try InvoiceSeries.filter(Column("symbol") == symbol).fetchOne(db), series.isActive else {
            throw InvoiceError.unknownSeries(symbol)
        }
        guard series.year == year else { throw InvoiceError.wrongYear(series: symbol, year: year) }
        return series
    }

    /// Notes a number that the provider has given in a series of its own; none twice, and no day that is yet to come.
    func noteNumber(_ number: String, in symbol: String, on day: Day) throws {
        guard number.wholeMatch(of: /[0-9]{1,8}/) != nil, Int64(number) != 0 else { throw InvoiceError.numberRequired }
        var series = try series(symbol, year: day.year)
        guard day <= today else { throw InvoiceError.inFuture(day) }
        if let known = try invoice(named: "\(symbol)/\(number)", defaultSeries: nil) {
            throw InvoiceError.numberUsed(known.name)
        }
        series.lastIssuedOn = max(series.lastIssuedOn ?? day, day)
        try series.update(db)
    }
}
