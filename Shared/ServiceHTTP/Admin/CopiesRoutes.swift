import Foundation
import Hummingbird
import Messages
import ServiceKit

/// Comparing copies with their owners, building them anew, and what a restored store waits for.
struct CopiesRoutes: Sendable {
    let kernel: ServiceKernel

    func add(to admin: RouterGroup<APIContext>) {
        let kernel = kernel
        let copies = CopiesOperations(kernel)
        admin.get("comparisons") { _, _ in try Response.json(await copies.comparisons()) }
        admin.post("compare") { request, _ in
            let chosen = try await request.decoded(Chosen.self)
            try await copies.compare(chosen.entity)
            return Response(status: .accepted)
        }
        admin.get("bootstraps") { _, _ in try Response.json(await copies.bootstraps()) }
        admin.post("bootstrap") { request, context in
            let chosen = try await request.decoded(Chosen.self)
            try await CopiesOperations(kernel, by: context.cause).bootstrap(chosen.entity)
            return Response(status: .accepted)
        }
        admin.get("restoration") { _, _ in try Response.json(await copies.restoration()) }
        admin.post("restoration/settle") { request, context in
            let settle = try await request.decoded(Settle.self)
            try await CopiesOperations(kernel, by: context.cause).settle(without: settle.without)
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
