import Foundation
import Hummingbird
import Messages
import ServiceKit
import Store

/// The service's own audit, for the operator's tool (ACC-5).
struct AuditRoutes: Sendable {
    let kernel: ServiceKernel
    private static let perPart = 20_000

    private struct Wanted: Decodable, Sendable {
        /// Nothing to begin.
        var position: AuditCheck?
    }

    func add(to admin: RouterGroup<APIContext>) {
        let store = kernel.store
        admin.get("audit") { _, _ in try Response.json(await store.auditState()) }
        admin.get("audit/entries/:seq") { _, context in
            let text = context.parameters.get("seq") ?? ""
            guard let seq = Int64(text), let entry = try await store.auditEntry(seq) else {
                throw CommonError.notFound(entity: "audit entry", id: text)
            }
            return try Response.json(entry)
        }
        admin.get("audit/marks") { request, _ in
            let after = request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
            return try Response.json(await store.auditMarks(after: after, limit: Self.perPart))
        }
        admin.post("audit/verify") { request, _ in
            let wanted = try await request.decoded(Wanted.self)
            return try Response.json(await store.verifyAudit(from: wanted.position, limit: Self.perPart))
        }
    }
}
