import Foundation
import Hummingbird
import ServiceHTTP
import Store

/// Where the Gateway hangs its routes: each behind the limit by address, most behind a token.
struct GatewayRoutes {
    let open: RouterGroup<APIContext>
    let signedIn: RouterGroup<APIContext>
    let commands: CommandRunner
    let store: ServiceStore

    init(_ routes: ServiceRoutes, rate: AddressRate, verifier: TokenVerifier) {
        open = routes.open.group().add(middleware: rate)
        signedIn = open.group().add(middleware: Authentication(verifier: verifier))
        commands = routes.commands
        store = routes.store
    }
}

@available(*, unavailable)
extension GatewayRoutes: Sendable {}
