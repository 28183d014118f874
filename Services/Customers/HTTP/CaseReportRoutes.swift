import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// What cases come to (CUS-11). With `format=csv` as a file, for whoever may export cases.
struct CaseReportRoutes {
    let routes: ServiceRoutes

    private struct Report: Encodable {
        var measure = "cases"
        var by: String
        var from: Day
        var to: Day
        var rows: [CaseReport.Line]
        var isCut: Bool
    }

    func add() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/reports/cases") { request, context in
            let person = try context.person
            // The right is looked at before what was asked is read.
            try person.require(.reports, .view)
            try person.require(.cases, .view)
            try request.takesOnly(["by", "from", "to", "format"])
            let now = store.world.now()
            let (from, to) = try Self.period(request, at: now)
            let isFile = try request.wantsCSV(for: person, .cases)
            let report = CaseReport(
                by: try request.choice("by") ?? .kind, from: from, to: to, person: person, now: now,
                language: context.language)
            let (rows, isCut) = try await store.read { try report.fetch($0) }
            guard isFile else {
                return try Response.json(Report(by: report.by.rawValue, from: from, to: to, rows: rows, isCut: isCut))
            }
            // A file leaves the house.
            try await looks.noteExport(rows.count, of: "cases-report", ListRequest(), context)
            return ReportFile("cases", columns: CaseReport.Line.columns, rows: rows.map(\.fields), words: Self.words)
                .response(in: context.language)
        }
    }

    /// `from` and `to`; without one of them the first or last day of the present month.
    private static func period(_ request: Request, at now: Instant) throws -> (Day, Day) {
        let last = LocalZone.vietNam.day(of: now).lastOfMonth
        let to = try request.day("to") ?? last
        let from = try request.day("from") ?? min(to, last).firstOfMonth
        guard from <= to, to <= from.adding(months: 120) else {
            throw CommonError.parameter(
                "to", to.description,
                Bilingual(
                    en: "a day of \(from) to \(from.adding(months: 120))",
                    vi: "ngày từ \(from.dayFirst) đến \(from.adding(months: 120).dayFirst)"))
        }
        return (from, to)
    }

    private static let words: [String: Bilingual] = [
        "key": Bilingual(en: "Code", vi: "Mã"), "name": Bilingual(en: "Name", vi: "Tên"),
        "cases": Bilingual(en: "Cases", vi: "Số phản hồi"), "open": Bilingual(en: "Open", vi: "Chưa xong"),
        "resolved": Bilingual(en: "Resolved", vi: "Đã giải quyết"),
        "underWarranty": Bilingual(en: "Under warranty", vi: "Còn bảo hành"),
        "answeredInTime": Bilingual(en: "Answered in time", vi: "Phản hồi đúng hạn"),
        "answeredLate": Bilingual(en: "Answered late", vi: "Phản hồi trễ"),
        "solvedInTime": Bilingual(en: "Solved in time", vi: "Giải quyết đúng hạn"),
        "solvedLate": Bilingual(en: "Solved late", vi: "Giải quyết trễ"),
        "overdue": Bilingual(en: "Overdue", vi: "Quá hạn"),
    ]
}

extension Day {
    fileprivate var firstOfMonth: Day { lastOfMonth.adding(days: 1).adding(months: -1) }
}
