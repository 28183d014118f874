import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What was sold (CON-9), by one of three measures: *net sales* (issued invoices and their corrections, without tax),
/// *invoiced* (the same with tax), *collected* (allocations of payments less what was taken back, with tax). What was open
/// when Quen was begun with is in none but the last.
struct RevenueReport {
    enum Measure: String, CaseIterable, Sendable {
        case netSales = "net-sales"
        case invoiced, collected
    }

    enum Grouping: String, CaseIterable, Sendable { case customer, month, product, employee, team, branch }

    struct Line: Encodable, Sendable, Hashable {
        /// The id of what it is grouped by, or the month; nothing for what has none. By product, what has none is grouped by
        /// its words, as the chain does (CON-4).
        var key: String?
        var name: String
        var currency: Currency
        /// In major units with every decimal of the currency, such as `1234.00`.
        var revenue: String
        var units: Int64

        enum CodingKeys: String, CodingKey { case key, name, currency, revenue }
    }

    var measure = Measure.collected
    var by = Grouping.customer
    /// All days where it is left out.
    var period: ReportPeriod?
    /// On which invoices, as a condition on `invoice`.
    var scope: SQL = "1"
    /// Of the name of what has neither product nor words.
    var language = Language.vietnamese

    /// In the order of names, within them of currencies. By team one employee's sales count in each of their teams.
    func fetch(_ db: Database) throws -> [Line] {
        if by == .product, measure == .collected {
            throw ReportError.collectedByProduct
        }
        let request: SQLRequest<Row> = """
            SELECT \(SQL(sql: key)) AS key, invoice.currency AS currency, \(SQL(sql: words)) AS words,
              sum(\(SQL(sql: value))) AS units, max(\(SQL(sql: name))) AS name
            \(source) WHERE \(days) AND \(scope) GROUP BY 1, 2, 3
            """
        let lines = try request.fetchAll(db).map { row in
            let currency: Currency = row["currency"]
            let key: String? = keyIsText ? row["key"] : (row["key"] as EntityID?)?.description
            let product = by == .product ? try key.map { try productName($0, db) } ?? words(of: row) : nil
            return Line(
                key: key, name: product ?? (row["name"] as String?) ?? key ?? "–", currency: currency,
                revenue: Amount(minorUnits: row["units"], currency: currency).decimalString, units: row["units"])
        }
        .filter { $0.units != 0 }
        .sorted { ($0.name, $0.currency.code, $0.key ?? "") < ($1.name, $1.currency.code, $1.key ?? "") }
        return TextFolding.sorted(lines, by: \.name)
    }

    private var keyIsText: Bool { by == .month || by == .team || by == .product }

    private func words(of row: Row) -> String {
        let words = (row["words"] as String?) ?? ""
        guard words.isEmpty else { return words }
        return language == .vietnamese ? "(không có mã hàng)" : "(no product)"
    }

    private func productName(_ id: String, _ db: Database) throws -> String? {
        try EntityID(id).flatMap { id in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT name FROM productCopy WHERE id = ?"), arguments: [id])
        }
    }

    private var value: String {
        switch (measure, by) {
        case (.collected, _): "settlement.amount"
        case (.netSales, .product): "json_extract(invoice.sums, '$.lines[' || line.key || '].afterDiscount')"
        case (.invoiced, .product): "json_extract(invoice.sums, '$.lines[' || line.key || '].total')"
        case (.netSales, _): "json_extract(invoice.sums, '$.afterDiscount')"
        case (.invoiced, _): "invoice.total"
        }
    }

    private var key: String {
        switch by {
        case .customer: "invoice.customerId"
        case .month: measure == .collected ? "substr(settlement.onDay, 1, 7)" : "substr(invoice.issuedOn, 1, 7)"
        case .product: "line.value ->> 'productId'"
        case .employee: "invoice.responsibleId"
        case .team: "employeeTeam.team"
        case .branch: "invoice.branchId"
        }
    }

    /// What lines without the key are told apart by. It costs no pass of its own: the rows are sorted for the key anyway.
    private var words: String {
        guard by == .product else { return "NULL" }
        return "CASE WHEN line.value ->> 'productId' IS NULL THEN trim(line.value ->> 'description') END"
    }

    private var name: String {
        switch by {
        case .customer: "customerCopy.name"
        case .month: measure == .collected ? "substr(settlement.onDay, 1, 7)" : "substr(invoice.issuedOn, 1, 7)"
        case .product: "line.value ->> 'description'"
        case .employee: "employeeCopy.name"
        // A team that the service has not heard of is named by its code.
        case .team: "coalesce(teamCopy.name, employeeTeam.team)"
        case .branch: "branchCopy.name"
        }
    }

    private var source: SQL {
        let grouped: SQL =
            switch by {
            case .customer: "LEFT JOIN customerCopy ON customerCopy.id = invoice.customerId"
            case .month: ""
            case .product: ", json_each(invoice.lines) AS line"
            case .employee: "LEFT JOIN employeeCopy ON employeeCopy.id = invoice.responsibleId"
            case .team:
                """
                LEFT JOIN employeeTeam ON employeeTeam.employeeId = invoice.responsibleId
                LEFT JOIN teamCopy ON teamCopy.code = employeeTeam.team
                """
            case .branch: "LEFT JOIN branchCopy ON branchCopy.id = invoice.branchId"
            }
        return measure == .collected
            ? "FROM settlement JOIN invoice ON invoice.id = settlement.invoiceId \(grouped)" : "FROM invoice \(grouped)"
    }

    private var days: SQL {
        let day: SQL = measure == .collected ? "settlement.onDay" : "invoice.issuedOn"
        let within: SQL = period.map { "\(day) BETWEEN \($0.from) AND \($0.to)" } ?? "1"
        guard measure != .collected else { return within }
        return "invoice.status IN ('issued', 'adjusted') AND invoice.series IS NOT \(CutOver.series) AND \(within)"
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
        try RevenueReport().fetch(db).map { [$0.name, $0.currency.code, $0.revenue] }
    }
}
