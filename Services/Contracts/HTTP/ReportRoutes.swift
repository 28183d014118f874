import Foundation
import HTTPTypes
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// Reports; each names its measure (CON-9). With `format=csv` as a file, for whoever may export.
struct ReportRoutes {
    let store: ServiceStore
    let looks: BulkLooks

    func add(to group: RouterGroup<APIContext>) {
        group.get("/reports/revenue", use: revenue)
        group.get("/reports/receivables", use: receivables)
        group.get("/reports/contracts", use: contracts)
        group.get("/reports/renewals", use: renewals)
        group.get("/reports/accounting-entries", use: accountingEntries)
        group.get("/customer-accounts/:id/statement", use: statement)
    }

    private struct Report<Line: Encodable & Sendable>: Encodable {
        var measure: String
        var by: String?
        var from: Day?
        var to: Day?
        var on: Day?
        var rows: [Line]
    }

    @Sendable private func revenue(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["by", "measure", "from", "to", "format"])
        var report = try RevenueReport.scoped(to: try context.person)
        report.by = try request.choice("by") ?? .customer
        report.measure = try request.choice("measure") ?? .netSales
        report.period = try request.period()
        report.language = context.language
        let isFile = try request.wantsCSV(for: try context.person, .invoices)
        let rows = try await store.read { [report] in try report.fetch($0) }
        guard isFile else {
            return try Response.json(
                Report(
                    measure: report.measure.rawValue, by: report.by.rawValue, from: report.period?.from,
                    to: report.period?.to, rows: rows))
        }
        return try await file(
            "revenue", [report.by.rawValue, "name", "currency", report.measure.rawValue],
            rows.map { [$0.key ?? "", $0.name, $0.currency.code, $0.revenue] }, context)
    }

    @Sendable private func receivables(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["by", "on", "format"])
        let query = ReceivablesReport(
            person: try context.person, today: today, on: try request.day("on"))
        let by: OnlyCustomer? = try request.choice("by")
        let isFile = try request.wantsCSV(for: try context.person, .invoices)
        let rows = try await store.read { try query.fetch($0) }
        guard isFile else {
            return try Response.json(
                Report(
                    measure: ReceivablesReport.measure, by: (by ?? .customer).rawValue, on: query.on ?? today,
                    rows: rows))
        }
        let ages = ReceivablesReport.ages
        return try await file(
            "receivables", ["customer", "currency", "open"] + ages,
            rows.map { row in [row.customer, row.currency.code, row.open] + ages.map { row.byAge[$0] ?? "0" } }, context
        )
    }

    private enum OnlyCustomer: String, CaseIterable { case customer }

    @Sendable private func contracts(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["by", "from", "to", "format"])
        let report = ContractsReport(
            person: try context.person, by: try request.choice("by") ?? .status, period: try request.period())
        let isFile = try request.wantsCSV(for: try context.person, .contracts)
        let rows = try await store.read { try report.fetch($0) }
        guard isFile else {
            return try Response.json(
                Report(
                    measure: ContractsReport.measure, by: report.by.rawValue, from: report.period?.from,
                    to: report.period?.to, rows: rows))
        }
        return try await file(
            "contracts", [report.by.rawValue, "currency", "count", "total"],
            rows.map { [$0.key ?? "", $0.currency.code, String($0.count), $0.total] }, context)
    }

    @Sendable private func renewals(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["before", "kind", "format"])
        let report = RenewalsReport(
            person: try context.person, before: try request.day("before") ?? today.adding(days: 90),
            kind: try request.choice("kind"))
        let isFile = try request.wantsCSV(for: try context.person, .contracts)
        let rows = try await store.read { try report.fetch($0) }
        guard isFile else {
            return try Response.json(Report(measure: RenewalsReport.measure, on: report.before, rows: rows))
        }
        return try await file(
            "renewals", ["number", "kind", "customer", "effectiveTo", "noticeBy", "currency", "total"],
            rows.map {
                [
                    $0.number, $0.kind.rawValue, $0.customer, $0.effectiveTo.description,
                    $0.noticeBy?.description ?? "", $0.currency.code, $0.total,
                ]
            }, context)
    }

    @Sendable private func accountingEntries(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["from", "to", "format"])
        let month = Day(year: today.components.year, month: today.components.month, day: 1) ?? today
        let query = AccountingEntries(
            person: try context.person, period: try request.period() ?? ReportPeriod(from: month, to: today),
            now: store.world.now())
        let isFile = try request.wantsCSV(for: try context.person, .invoices)
        let rows = try await store.read { try query.fetch($0) }
        guard isFile else {
            return try Response.json(
                Report(measure: "booked", from: query.period.from, to: query.period.to, rows: rows))
        }
        let columns = [
            "day", "document", "customerCode", "customer", "debit", "credit", "amount", "currency", "exchangeRate",
            "note",
        ]
        return try await file(
            "accounting-entries", columns,
            rows.map {
                [
                    $0.day.description, $0.document, $0.customerCode, $0.customer, $0.debit, $0.credit,
                    Amount(minorUnits: $0.amount, currency: $0.currency).decimalString, $0.currency.code,
                    $0.exchangeRate?.description ?? "", $0.note,
                ]
            }, context)
    }

    @Sendable private func statement(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["from", "to", "currency", "format"])
        let query = try request.statement(try context.id(entity: "customer-account"), try context.person, today)
        let isFile = try request.wantsCSV(for: try context.person, .invoices)
        let answer = try await store.read { try query.fetch($0) }
        guard isFile else { return try Response.json(answer) }
        let text = { Amount(minorUnits: $0, currency: answer.currency).decimalString }
        return try await file(
            "statement", ["day", "kind", "document", "debit", "credit", "balance"],
            [[answer.from.description, "opening", "", "", "", text(answer.opening)]]
                + answer.entries.map {
                    [
                        $0.day.description, $0.kind.rawValue, $0.document, text($0.debit), text($0.credit),
                        text($0.balance),
                    ]
                }
                + [[answer.to.description, "closing", "", "", "", text(answer.closing)]], context)
    }

    private var today: Day { LocalZone.vietNam.day(of: store.world.now()) }

    /// Noted in the audit: a file leaves the house.
    private func file(
        _ name: String, _ columns: [String], _ rows: [[String]], _ context: APIContext
    ) async throws -> Response {
        try await looks.noteExport(rows.count, of: name, ListRequest(), context)
        let language = context.language
        let rows = rows.map { row in zip(columns, row).map { ReportWords.value($1, in: $0, language) } }
        return ReportFile(name, columns: columns, rows: rows, words: ReportWords.columns).response(in: language)
    }
}
