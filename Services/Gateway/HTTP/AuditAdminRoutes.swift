import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The gathered audits for the operator's tool: searching them, verifying them, catching up.
struct AuditAdminRoutes: Sendable {
    let store: ServiceStore

    private struct Wanted: Decodable, Sendable {
        var service: ServiceName
        /// Nothing to begin.
        var position: AuditTrailCheck.Position?
    }

    private struct Gathered: Encodable {
        /// The last entry up to which nothing is missing.
        var seq: Int64
    }

    private static let perPart = 20_000

    func add(to admin: RouterGroup<APIContext>) {
        let store = store
        let trail = admin.group("audit/trail")
        trail.get { request, _ in
            let search = AuditSearch(request: try request.list())
            let page = try await store.read { try search.fetch($0) }
            return try Response.json(page.map { AuditResponse($0, isWhole: true) })
        }
        trail.post("exported") { request, context in
            let search = AuditSearch(request: try request.list())
            let count = try await AuditExport(store: store, search: search).count()
            let details = search.request.filters.merging(["entity": "audit", "count": "\(count)"]) { $1 }
            try await store.write(cause: context.cause, priority: .background) {
                try $0.audit("exported", subject: nil, details: details)
            }
            return try Response.json(["count": count])
        }
        trail.get("chains") { _, _ in try Response.json(await store.read { try AuditChains($0) }) }
        trail.get("gathered") { request, _ in
            let service = try Self.service(request)
            return try Response.json(
                Gathered(seq: await store.read { try AuditTrail.known(of: service, $0) }?.seq ?? 0))
        }
        trail.post("gather") { _, context in
            try await store.write(cause: context.cause, priority: .background) { transaction in
                try GatewaySubscriptions.audits.requestAll(transaction)
            }
            return Response(status: .accepted)
        }
        trail.get("marks") { request, _ in
            let query = request.uri.queryParameters
            guard let id = query["store"].flatMap({ EntityID(String($0)) }),
                let after = query["after"].flatMap({ Int64($0) })
            else { throw AuditSearch.invalid("store", "") }
            let marks = GatheredMarks(service: try Self.service(request), store: id, after: after, limit: Self.perPart)
            return try Response.json(await store.read { try marks.fetch($0) })
        }
        trail.post("verify") { request, _ in
            let wanted = try await request.decoded(Wanted.self)
            let check = AuditTrailCheck(
                service: wanted.service, source: "urn:quen:\(store.site):\(wanted.service.rawValue)",
                position: wanted.position, limit: Self.perPart)
            return try Response.json(await store.read { try check.run($0) })
        }
        trail.get("witnesses") { _, _ in try Response.json(await store.read { try AuditWitnesses().faults($0) }) }
    }

    private static func service(_ request: Request) throws -> ServiceName {
        let text = request.uri.queryParameters["service"].map(String.init) ?? ""
        guard let service = ServiceName(rawValue: text) else { throw AuditSearch.invalid("service", text) }
        return service
    }
}
