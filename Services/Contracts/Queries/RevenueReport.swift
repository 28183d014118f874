import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What customers have paid (CON-9). Its measure is *collected*: allocations less reversals, tax included.
struct RevenueReport {
    static let measure = "collected"

    struct Line: Encodable, Sendable, Hashable {
        var customerId: EntityID
        /// The id again where the customer is not known here.
        var customer: String
        var currency: Currency
        /// In major units with every decimal of the currency, such as `1234.00`.
        var revenue: String
    }

    /// On which invoices, as a condition on `invoice`.
    var scope: SQL = "1"

    /// By customer and currency, in the order of the customers' names.
    func fetch(_ db: Database) throws -> [Line] {
        let request: SQLRequest<Row> = """
            SELECT invoice.customerId, invoice.currency, sum(allocation.amount) AS collected, customerCopy.name
            FROM allocation JOIN invoice ON invoice.id = allocation.invoiceId
              LEFT JOIN customerCopy ON customerCopy.id = invoice.customerId
            WHERE allocation.isReversed = 0 AND \(scope) GROUP BY invoice.customerId, invoice.currency
            """
        return try request.fetchAll(db).map { row in
            let (id, currency): (EntityID, Currency) = (row["customerId"], row["currency"])
            return Line(
                customerId: id, customer: (row["name"] as String?) ?? id.description, currency: currency,
                revenue: Amount(minorUnits: row["collected"], currency: currency).decimalString)
        }
        .sorted { ($0.customer, $0.currency.code, $0.customerId) < ($1.customer, $1.currency.code, $1.customerId) }
    }

    /// Of the invoices that the person may see, those within their scope of reports.
    static func scoped(to person: Person) throws -> RevenueReport {
        try person.require(.reports, .view)
        try person.require(.invoices, .view)
        return RevenueReport(scope: scope(of: person))
    }

    /// A sum tells of its parts: it is made only of what the person could see one by one.
    static func scope(of person: Person) -> SQL {
        let scopes = [RowScope(person, .invoice), RowScope(person, .invoice, as: .reports)]
        return scopes.map { $0.condition("invoice") }.joined(separator: " AND ")
    }

    static let operation = Operations.Report(
        "revenue", by: "customer", columns: ["customer", "currency", "revenue"]
    ) { db in
        try RevenueReport().fetch(db).map { [$0.customer, $0.currency.code, $0.revenue] }
    }
}
