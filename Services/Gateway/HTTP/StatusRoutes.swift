import Foundation
import Hummingbird
import Messages
import ServiceHTTP

/// `GET /status`, for administrators: which services the Gateway reaches.
struct StatusRoutes {
    let routes: GatewayRoutes
    let upstreams: [ServiceName: Upstream]
    let client: UpstreamClient

    struct StatusResponse: Encodable, Sendable {
        var services: [UpstreamStatus]
    }

    func add() {
        let (upstreams, client) = (upstreams, client)
        routes.signedIn.get("/status") { _, context in
            try AccountRoutes.require(.view, context)
            return try Response.json(StatusResponse(services: await UpstreamStatus.all(upstreams, client)))
        }
    }
}
