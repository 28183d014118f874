import Foundation
import GRDB
import Messages
import Store

extension Transaction {
    /// The payment under that reference of that source, of which there is one at most (CON-6).
    func payment(source: String, reference: String) throws -> Payment? {
        try Payment.filter(Column("source") == source && Column("reference") == reference).fetchOne(db)
    }

    /// The invoice that a payer calls `<series>/<number>`, with or without leading zeros, or by the number alone where
    /// `defaultSeries` says in which series.
    func invoice(named name: String, defaultSeries: String?) throws -> Invoice? {
        if let slash = name.firstIndex(of: "/") {
            let (series, number) = (String(name[..<slash]), String(name[name.index(after: slash)...]))
            if let found = try invoice(series: series, number: number) { return found }
        }
        return try defaultSeries.flatMap { try invoice(series: $0, number: name) }
    }

    private func invoice(series: String, number: String) throws -> Invoice? {
        if let serial = Int64(number),
            let found = try Invoice.filter(Column("series") == series && Column("serial") == serial).fetchOne(db)
        {
            return found
        }
        // Two customers' books may have had the same number: what could be either is neither.
        let found = try Invoice.filter(Column("series") == series && Column("number") == number).limit(2).fetchAll(db)
        return found.count == 1 ? found.first : nil
    }
}
