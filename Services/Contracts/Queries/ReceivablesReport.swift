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

    /// From what is not due to what has been due the longest.
    static let ages = [
        "notDue", "days1to30", "days31to60", "days61to90", "days91toMonths6", "months6to12", "years1to2", "years2to3",
        "over3Years",
    ]

    /// The first due day of each age; the last age has none.
    private static func firstDays(_ today: Day) -> [Day] {
        [0, -30, -60, -90].map { today.adding(days: $0) } + [-6, -12, -24, -36].map { today.adding(months: $0) }
    }

    func fetch(_ db: Database) throws -> [Line] {
        try person.require(.reports, .view)
        try person.require(.invoices, .view)
        // In the order of the index `invoice_due`, so that nothing is sorted; names are looked up once for each customer.
        let request: SQLRequest<Row> = """
            SELECT sums.*, customerCopy.name FROM (SELECT customerId, currency, sum(open) AS open, \(sumsByAge)
              FROM (\(on.map(asOf) ?? now)) GROUP BY currency, customerId) AS sums
            LEFT JOIN customerCopy ON customerCopy.id = sums.customerId
            """
        return try request.fetchAll(db).map(Self.line).sorted {
            ($0.customer, $0.currency.code) < ($1.customer, $1.currency.code)
        }
    }

    /// One sum for each age, in the order of `ages`.
    private var sumsByAge: SQL {
        var sums: [SQL] = []
        var before: Day?
        for day in Self.firstDays(on ?? today) {
            let until: SQL = before.map { " AND due < \($0)" } ?? ""
            sums.append("sum(open) FILTER (WHERE due >= \(day)\(until))")
            before = day
        }
        if let before { sums.append("sum(open) FILTER (WHERE due < \(before))") }
        return sums.joined(separator: ", ")
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

    /// From what was issued, adjusted and settled until then. Of what was issued until then, only what is open now, or was
    /// settled or corrected since, can have been open: so it costs as much as was open then or is now.
    private func asOf(_ day: Day) -> SQL {
        """
        SELECT * FROM (SELECT invoice.customerId, invoice.currency, coalesce(invoice.dueOn, invoice.issuedOn) AS due,
          invoice.total
            + (SELECT coalesce(sum(c.total), 0) FROM invoice c WHERE c.corrects = invoice.id AND c.issuedOn <= \(day)
               AND json_extract(c.correction, '$.kind') = 'adjusting')
            - (SELECT coalesce(sum(amount), 0) FROM settlement WHERE invoiceId = invoice.id AND onDay <= \(day)) AS open
        FROM (SELECT id FROM invoice WHERE status IN ('issued', 'adjusted') AND paid < payable AND +issuedOn <= \(day)
            UNION SELECT invoiceId FROM settlement WHERE onDay > \(day) AND invoiceIssuedOn <= \(day)
            UNION SELECT corrects FROM invoice WHERE corrects IS NOT NULL AND +issuedOn > \(day)) AS touched
        JOIN invoice ON invoice.id = touched.id
        WHERE invoice.issuedOn <= \(day) AND (invoice.replacedOn IS NULL OR invoice.replacedOn > \(day))
          AND json_extract(invoice.correction, '$.kind') IS NOT 'adjusting' AND \(scope)) WHERE open > 0
        """
    }

    private static func line(_ row: Row) -> Line {
        let (id, currency): (EntityID, Currency) = (row["customerId"], row["currency"])
        let text = { (units: Int64) in Amount(minorUnits: units, currency: currency).decimalString }
        var byAge: [String: String] = [:]
        for (index, name) in ages.enumerated() {
            // After customer, currency and the whole sum.
            if let units = row[3 + index] as Int64? { byAge[name] = text(units) }
        }
        return Line(
            customerId: id, customer: (row["name"] as String?) ?? id.description, currency: currency,
            open: text(row["open"]), byAge: byAge)
    }
}
