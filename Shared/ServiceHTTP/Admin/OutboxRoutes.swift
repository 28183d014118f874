import Hummingbird
import ServiceKit

/// Publishing again, for the operator's tool.
struct OutboxRoutes: Sendable {
    let kernel: ServiceKernel

    func add(to admin: RouterGroup<APIContext>) {
        let kernel = kernel
        admin.post("outbox/resend") { request, context in
            let wanted = try await request.decoded(OutboxResend.self)
            return try Response.json(try await wanted.nextPage(kernel.store, cause: context.cause))
        }
    }
}
