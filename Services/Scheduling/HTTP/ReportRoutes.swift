import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Reports (SCH-11). With `format=csv` as a file, for whoever may export.
struct ReportRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        let now = now
        add("activities", .activities, ["by", "from", "to"]) { request, person in
            ActivityReport(
                by: try request.choice("by") ?? .kind,
                period: try request.period(most: ActivityReport.mostDays, at: now()),
                now: now(), person: person)
        }
        add("staffing", .activities, ["by", "from", "to"]) { request, person in
            StaffingReport(
                by: try request.choice("by") ?? .kind,
                period: try request.period(most: ActivityReport.mostDays, at: now()),
                person: person)
        }
        add("overdue", .activities, ["by"]) { request, person in
            OverdueReport(by: try request.choice("by") ?? .kind, now: now(), person: person)
        }
        add("outcomes", .appointments, ["from", "to"]) { request, person in
            OutcomeReport(
                period: try request.period(most: ActivityReport.mostDays, at: now()), now: now(), person: person)
        }
        add("open-work", .employees, []) { _, person in LeaverReport(now: now(), person: person) }
        add("workload", .employees, ["from", "to", "employee", "branch", "team"]) { request, person in
            WorkloadReport(
                period: try request.period(most: WorkloadReport.mostDays, at: now()),
                employee: try request.identifier("employee"), branch: try request.identifier("branch"),
                team: request.text("team"), person: person)
        }
    }

    /// The right is looked at before what was asked is read.
    private func add<Query: ReportQuery>(
        _ name: String, _ function: Function, _ parameters: [String],
        _ read: @escaping @Sendable (Request, Person) throws -> Query
    ) {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get(RouterPath("reports/\(name)")) { request, context in
            let person = try context.person
            try ReportScope.require(person, function)
            try request.takesOnly(parameters + ["format"])
            let isFile = try request.wantsCSV(for: person, function)
            let query = try read(request, person)
            let table = try await store.read { try query.fetch($0) }
            guard isFile else { return try Response.json(table) }
            // A file leaves the house.
            try await looks.noteExport(table.rows.count, of: "\(name)-report", ListRequest(), context)
            return ReportWords.file(name, Query.Line.columns, table.rows.map(\.fields), context.language)
        }
    }
}
