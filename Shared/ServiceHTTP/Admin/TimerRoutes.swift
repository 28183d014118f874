import Hummingbird
import ServiceKit

/// Timers that wait for an operator's word.
struct TimerRoutes: Sendable {
    let kernel: ServiceKernel

    private struct Count: Encodable {
        var count: Int
    }

    func add(to admin: RouterGroup<APIContext>) {
        let kernel = kernel
        admin.get("timers/parked") { request, context in
            let query = request.uri.queryParameters
            let choice = ParkedTimerChoice(
                kind: query["kind"].map(String.init), subject: query["subject"].map(String.init))
            return try Response.json(await ParkedTimers(kernel, by: context.cause).list(choice))
        }
        admin.post("timers/release") { request, context in
            let choice = try await request.decoded(ParkedTimerChoice.self)
            let timers = ParkedTimers(kernel, by: context.cause)
            return try Response.json(Count(count: try await timers.release(choice)))
        }
        admin.post("timers/drop") { request, context in
            let choice = try await request.decoded(ParkedTimerChoice.self)
            let timers = ParkedTimers(kernel, by: context.cause)
            return try Response.json(Count(count: try await timers.drop(choice)))
        }
    }
}
