import Hummingbird
import ServiceKit

/// Timers that wait for an operator's word.
struct TimerRoutes: Sendable {
    let kernel: ServiceKernel

    private struct Count: Encodable {
        var count: Int
    }

    func add(to admin: RouterGroup<APIContext>) {
        let timers = ParkedTimers(kernel)
        admin.get("timers/parked") { request, _ in
            let query = request.uri.queryParameters
            let choice = ParkedTimerChoice(
                kind: query["kind"].map(String.init), subject: query["subject"].map(String.init))
            return try Response.json(await timers.list(choice))
        }
        admin.post("timers/release") { request, _ in
            let choice = try await request.decoded(ParkedTimerChoice.self)
            return try Response.json(Count(count: try await timers.release(choice)))
        }
        admin.post("timers/drop") { request, _ in
            let choice = try await request.decoded(ParkedTimerChoice.self)
            return try Response.json(Count(count: try await timers.drop(choice)))
        }
    }
}
