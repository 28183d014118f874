import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The series that Quen numbers.
struct InvoiceSeriesList {
    var person: Person

    func fetch(_ db: Database) throws -> [InvoiceSeries] {
        try person.require(.invoices, .view)
        return try InvoiceSeries.order(Column("year"), Column("symbol")).fetchAll(db)
    }
}
