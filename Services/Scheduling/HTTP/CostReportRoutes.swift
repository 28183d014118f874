import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Costs planned against actual (SCH-7, SCH-11). With `format=csv` as a file, for whoever may export activities.
struct CostReportRoutes {
    let routes: ServiceRoutes

    func add() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/reports/costs") { request, context in
            let person = try context.person
            var report = try CostReport.scoped(to: person)
            try request.takesOnly(["by", "from", "to", "plan", "format"])
            report.by = try request.choice("by") ?? .item
            report.period = try request.costPeriod()
            report.plan = try request.identifier("plan")
            let isFile = try request.wantsCSV(for: person, .activities)
            let found = try await store.read { [report] in try report.fetch($0) }
            guard isFile else { return try Response.json(Report(report, found)) }
            // A file leaves the house.
            try await looks.noteExport(found.rows.count, of: "costs", ListRequest(), context)
            return ReportWords.file(
                "costs", [report.by.rawValue, "name", "currency", "planned", "actual", "difference"],
                found.rows.map(\.fields), context.language)
        }
    }

    private struct Report: Encodable {
        var measure = "planned-actual"
        var by: String
        var from: Day?
        var to: Day?
        var rows: [CostReport.Line]
        var totals: [CostReport.Total]
        var isCut: Bool

        init(_ report: CostReport, _ found: CostReport.Result) {
            (by, from, to) = (report.by.rawValue, report.period?.from, report.period?.to)
            (rows, totals, isCut) = (found.rows, found.totals, found.isCut)
        }
    }
}
