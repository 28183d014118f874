import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What customers owe, by how long it has been due (CON-9). Its measure is *open*: totals of issued invoices less what was
/// paid, tax included. An invoice without a due day is due on the day of its issue. Nobody sees a sum of what they could not
/// see one by one.
struct ReceivablesReport {
    static let measure = "open"
    var person: Person
    var today: Day

    struct Line: Encodable, Sendable, Hashable {
        var customerId: EntityID
        var customer: String
        var currency: Currency
        var open: String
        /// By age, in major units; ages without any are left out.
        var byAge: [String: String]
    }

    /// The ages, and the first due day that belongs to each.
    static func ages(_ today: Day) -> [(name: String, from: Day)] {
        [
            ("notDue", today), ("days1to30", today.adding(days: -30)), ("days31to60", today.adding(days: -60)),
            ("days61to90", today.adding(days: -90)), ("days91toMonths6", today.adding(months: -6)),
            ("months6to12", today.adding(months: -12)), ("years1to2", today.adding(months: -24)),
            ("years2to3", today.adding(months: -36)),
        ]
    }
    static let oldest = "over3Years"

    func fetch(_ db: Database) throws -> [Line] {
        try person.require(.reports, .view)
        try person.require(.invoices, .view)
        let due: SQL = "coalesce(invoice.dueOn, invoice.issuedOn)"
        let cases: [SQL] = Self.ages(today).map { "WHEN \(due) >= \($0.from) THEN \($0.name)" }
        let request: SQLRequest<Row> = """
            SELECT invoice.customerId, invoice.currency, customerCopy.name,
              CASE \(cases.joined(separator: " ")) ELSE \(Self.oldest) END AS age, sum(invoice.total - invoice.paid) AS open
            FROM invoice LEFT JOIN customerCopy ON customerCopy.id = invoice.customerId
            WHERE invoice.status IN ('issued', 'adjusted') AND invoice.paid < invoice.total
              AND \(RevenueReport.scope(of: person))
            GROUP BY invoice.customerId, invoice.currency, age
            """
        return Dictionary(grouping: try request.fetchAll(db)) {
            "\($0["customerId"] as EntityID) \($0["currency"] as String)"
        }
        .values.compactMap(Self.line).sorted { ($0.customer, $0.currency.code) < ($1.customer, $1.currency.code) }
    }

    private static func line(_ rows: [Row]) -> Line? {
        guard let first = rows.first else { return nil }
        let (id, currency): (EntityID, Currency) = (first["customerId"], first["currency"])
        let text = { (units: Int64) in Amount(minorUnits: units, currency: currency).decimalString }
        let open = rows.reduce(Int64(0)) { $0 + ($1["open"] as Int64) }
        return Line(
            customerId: id, customer: (first["name"] as String?) ?? id.description, currency: currency,
            open: text(open),
            byAge: Dictionary(uniqueKeysWithValues: rows.map { ($0["age"] as String, text($0["open"])) }))
    }
}
