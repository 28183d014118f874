import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What customers owe, by how long it has been due (CON-9), as of any day. Its measure is *open*: totals of issued invoices
/// with their adjustments less what was paid, tax included. An invoice without a due day is due on the day of its issue.
/// Nobody sees a sum of what they could not see one by one.
struct ReceivablesReport {
    static let measure = "open"
    var person: Person
    var today: Day
    /// As it was at the end of that day; as it is now where it is left out.
    var on: Day?

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
        let cases: [SQL] = Self.ages(on ?? today).map { "WHEN due >= \($0.from) THEN \($0.name)" }
        let request: SQLRequest<Row> = """
            SELECT customerId, currency, (SELECT name FROM customerCopy WHERE id = customerId) AS name,
              CASE \(cases.joined(separator: " ")) ELSE \(Self.oldest) END AS age, sum(open) AS open
            FROM (\(on.map(asOf) ?? now)) GROUP BY customerId, currency, age
            """
        return Dictionary(grouping: try request.fetchAll(db)) {
            "\($0["customerId"] as EntityID) \($0["currency"] as String)"
        }
        .values.compactMap(Self.line).sorted { ($0.customer, $0.currency.code) < ($1.customer, $1.currency.code) }
    }

    private var scope: SQL { RevenueReport.scope(of: person) }

    /// From the index of what is open alone, where the person sees everything.
    private var now: SQL {
        """
        SELECT invoice.customerId, invoice.currency, coalesce(invoice.dueOn, invoice.issuedOn) AS due,
          invoice.payable - invoice.paid AS open
        FROM invoice WHERE invoice.status IN ('issued', 'adjusted') AND invoice.paid < invoice.payable AND \(scope)
        """
    }

    /// From what was issued, adjusted and settled until then.
    private func asOf(_ day: Day) -> SQL {
        """
        SELECT * FROM (SELECT invoice.customerId, invoice.currency, coalesce(invoice.dueOn, invoice.issuedOn) AS due,
          invoice.total
            + (SELECT coalesce(sum(c.total), 0) FROM invoice c WHERE c.corrects = invoice.id AND c.issuedOn <= \(day)
               AND json_extract(c.correction, '$.kind') = 'adjusting')
            - (SELECT coalesce(sum(amount), 0) FROM settlement WHERE invoiceId = invoice.id AND onDay <= \(day)) AS open
        FROM invoice WHERE invoice.issuedOn <= \(day) AND (invoice.replacedOn IS NULL OR invoice.replacedOn > \(day))
          AND json_extract(invoice.correction, '$.kind') IS NOT 'adjusting' AND \(scope)) WHERE open > 0
        """
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
