import Foundation
import HTTPTypes
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// Costs planned against actual (SCH-7, SCH-11). With `format=csv` as a file, for whoever may export activities.
struct CostReportRoutes {
    let routes: ServiceRoutes

    func add() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/reports/costs") { request, context in
            var report = try CostReport.scoped(to: try context.person)
            let parameters = Parameters(request)
            report.by = try parameters.grouping()
            report.period = try parameters.period()
            report.plan = try parameters.plan()
            let isFile = try parameters.isFile()
            if isFile { try context.person.require(.activities, .export) }
            let rows = try await store.read { [report] in try report.fetch($0) }
            guard isFile else {
                return try Response.json(
                    Report(by: report.by.rawValue, from: report.period?.from, to: report.period?.to, rows: rows))
            }
            // A file leaves the house.
            try await looks.noteExport(rows.count, of: "costs", ListRequest(), context)
            return Self.file(report.by, rows)
        }
    }

    private struct Report: Encodable {
        var measure = "planned-actual"
        var by: String
        var from: Day?
        var to: Day?
        var rows: [CostReport.Line]
    }

    private static func file(_ by: CostReport.Grouping, _ rows: [CostReport.Line]) -> Response {
        let columns = [by.rawValue, "name", "currency", "planned", "actual", "difference"]
        let lines = rows.map { row in
            [CSVText.plain(row.key ?? ""), CSVText.plain(row.name), row.currency.code, row.planned, row.actual]
                + [row.difference]
        }
        // Excel takes a file for UTF-8 only by its mark.
        let text = "\u{FEFF}" + CSVText.document(columns, lines) + "\n"
        var response = Response.text(text, type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"costs.csv\""
        return response
    }

    private struct Parameters {
        private let given: [String: String]

        init(_ request: Request) {
            given = request.uri.queryParameters.reduce(into: [:]) { $0[String($1.key)] = String($1.value) }
        }

        func grouping() throws -> CostReport.Grouping {
            guard let text = given["by"] else { return .item }
            guard let by = CostReport.Grouping(rawValue: text) else {
                throw invalid("by", text, CostReport.Grouping.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return by
        }

        func period() throws -> CostPeriod? {
            switch (try day("from"), try day("to")) {
            case (nil, nil): nil
            case (let from?, let to?): try CostPeriod(from: from, to: to)
            default: throw CostReportError.invalidPeriod
            }
        }

        func plan() throws -> EntityID? {
            try given["plan"].map { text in
                guard let id = EntityID(text) else { throw invalid("plan", text, "the id of a plan") }
                return id
            }
        }

        func isFile() throws -> Bool {
            switch given["format"] {
            case nil, "json": false
            case "csv": true
            case let text?: throw invalid("format", text, "json, csv")
            }
        }

        private func day(_ name: String) throws -> Day? {
            try given[name].map { text in
                guard let day = Day(text) else { throw invalid(name, text, "2026-11-29") }
                return day
            }
        }

        private func invalid(_ name: String, _ value: String, _ allowed: String) -> CostReportError {
            .invalid(name: name, value: value, allowed: allowed)
        }
    }
}
