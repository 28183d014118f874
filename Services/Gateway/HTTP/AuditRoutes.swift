import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// The gathered audits of all services, for who may see all of them (ACC-5).
struct AuditRoutes {
    let routes: GatewayRoutes

    func add() {
        let (store, looks) = (routes.store, routes.looks)
        let audit = routes.signedIn.group("audit")
        audit.get { request, context in
            try Self.require(.view, context)
            let search = AuditSearch(request: try request.list())
            let page = try await store.read { try search.fetch($0) }
            try await looks.note(page.items.count, of: "audit", search.request, context)
            return try Response.json(page.map { AuditResponse($0, isWhole: false) })
        }
        audit.get("chains") { _, context in
            try Self.require(.view, context)
            return try Response.json(await store.read { try AuditChains($0) })
        }
        audit.get("entries/:id") { _, context in
            try Self.require(.view, context)
            let id = context.parameters.get("id") ?? ""
            let item = try await store.read { try AuditItem.fetch(id, $0) }
            return try Response.json(AuditResponse(item, isWhole: true))
        }
        audit.get("export") { request, context in
            try Self.require(.export, context)
            let export = AuditExport(store: store, search: AuditSearch(request: try request.list()))
            let count = try await export.count()
            try await looks.noteExport(count, of: "audit", export.search.request, context)
            return export.response()
        }
    }

    /// Entries have no branch: who may see one may see all.
    private static func require(_ action: Action, _ context: APIContext) throws {
        guard try context.person.scope(.audit, action) == .all else {
            throw CommonError.forbidden(function: Function.audit.rawValue, action: action.rawValue)
        }
    }
}

/// The entries that a search finds as CSV, written as they are read.
struct AuditExport: Sendable {
    let store: ServiceStore
    let search: AuditSearch
    static let most = 100_000
    private static let perPart = 500

    /// How many there are. Throws where they are too many for a file.
    func count() async throws -> Int {
        let search = search
        let count = try await store.read { try search.count($0, upTo: Self.most + 1) }
        guard count <= Self.most else {
            throw CommonError.invalid(
                code: "too-many-entries", path: "from",
                message: Bilingual(
                    en: "These are more than \(Self.most) entries. Export a shorter time at once, with from and to.",
                    vi: "Có hơn \(Self.most) mục. Hãy xuất từng khoảng thời gian ngắn hơn bằng from và to."))
        }
        return count
    }

    func response() -> Response {
        let (store, search) = (store, search)
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: #"attachment; filename="quen-audit.csv""#,
        ]
        let body = ResponseBody { writer in
            // The mark at the beginning tells spreadsheets that it is UTF-8.
            try await writer.write(ByteBuffer(string: "\u{FEFF}" + CSVText.line(AuditCSV.columns) + "\r\n"))
            var (place, left) = (search.request.cursor == nil ? nil : try search.cursorPlace(), Self.most)
            while left > 0 {
                let (after, limit) = (place, min(Self.perPart, left))
                let items = try await store.read { try search.items($0, after: after, limit: limit) }
                let text = items.map { CSVText.line(AuditCSV.fields($0)) + "\r\n" }.joined()
                if !items.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                guard items.count == limit, let last = items.last else { break }
                (place, left) = (last.place, left - items.count)
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
