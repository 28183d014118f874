import Foundation
import Hummingbird
import Messages
import ServiceKit

/// Comparing copies with their owners, building them anew, and what a restored store waits for.
struct CopiesRoutes: Sendable {
    let kernel: ServiceKernel
    private var copies: CopiesOperations { CopiesOperations(kernel) }

    func add(to admin: RouterGroup<APIContext>) {
        admin.get("comparisons") { [copies] _, _ in try Response.json(await copies.comparisons()) }
        admin.post("compare") { [copies] request, _ in
            let chosen = try await request.decoded(Chosen.self)
            try await copies.compare(chosen.entity)
            return Response(status: .accepted)
        }
        admin.get("bootstraps") { [copies] _, _ in try Response.json(await copies.bootstraps()) }
        admin.post("bootstrap") { [copies] request, _ in
            let chosen = try await request.decoded(Chosen.self)
            try await copies.bootstrap(chosen.entity)
            return Response(status: .accepted)
        }
        admin.get("restoration") { [copies] _, _ in try Response.json(await copies.restoration()) }
        admin.post("restoration/settle") { [copies] request, _ in
            let settle = try await request.decoded(Settle.self)
            try await copies.settle(without: settle.without)
            return Response(status: .noContent)
        }
    }

    private struct Chosen: Decodable, Sendable {
        /// Such as `product`; nothing means all.
        var entity: String?
    }

    private struct Settle: Decodable, Sendable {
        var without: [ServiceName]
    }
}
