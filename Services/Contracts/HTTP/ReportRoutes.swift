import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Reports; each names its measure (CON-9).
struct ReportRoutes {
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/reports/revenue", use: revenue)
        group.get("/reports/receivables", use: receivables)
    }

    private struct Report<Line: Encodable & Sendable>: Encodable {
        var measure: String
        var by: String
        var rows: [Line]
    }

    @Sendable private func revenue(_ request: Request, _ context: APIContext) async throws -> Response {
        let person = try context.person
        try Self.requireByCustomer(request)
        let rows = try await store.read { try RevenueReport.scoped(to: person).fetch($0) }
        return try Response.json(Report(measure: RevenueReport.measure, by: "customer", rows: rows))
    }

    @Sendable private func receivables(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = ReceivablesReport(
            person: try context.person, today: LocalZone.vietNam.day(of: store.world.now()))
        try Self.requireByCustomer(request)
        let rows = try await store.read { try query.fetch($0) }
        return try Response.json(Report(measure: ReceivablesReport.measure, by: "customer", rows: rows))
    }

    /// `by` may be left out, and is `customer` else.
    private static func requireByCustomer(_ request: Request) throws {
        let by = request.uri.queryParameters["by"].map(String.init) ?? "customer"
        guard by == "customer" else {
            throw CommonError.invalid(
                code: "invalid-parameter", path: "by",
                message: Bilingual(
                    en: "The report cannot be by \"\(by)\"; it is by customer.",
                    vi: "Báo cáo không xem được theo \"\(by)\"; hãy dùng customer."))
        }
    }
}
