import Foundation
import HTTPTypes
import Hummingbird
import ServiceHTTP

/// `/api/<service>/…` (ACC-7): for whoever has a valid token, which the service checks again.
struct ProxyRoutes {
    let routes: GatewayRoutes
    let proxy: Proxy

    func add() {
        let proxy = proxy
        for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
            for path: RouterPath in ["/api/:service", "/api/:service/**"] {
                routes.signedIn.on(path, method: method) { try await proxy.handle($0, $1) }
            }
        }
    }
}
