import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit

/// Addresses of services that whoever has them may read without a token (SCH-8). A secret is guessed no faster than a
/// password: what was wrong counts for the address that it came from, apart from its sign-ins.
struct OpenAddressRoutes {
    let routes: GatewayRoutes
    let proxy: Proxy
    let addresses: ClientAddress
    let declared: [OpenAddress]
    let now: @Sendable () -> Instant
    private let throttle = SignInThrottle()

    init(
        routes: GatewayRoutes, proxy: Proxy, addresses: ClientAddress, declared: [OpenAddress],
        now: @escaping @Sendable () -> Instant
    ) {
        (self.routes, self.proxy, self.addresses, self.declared, self.now) = (routes, proxy, addresses, declared, now)
    }

    func add() {
        for address in declared {
            for method in address.methods.compactMap({ HTTPRequest.Method($0) }) {
                add(address, method)
            }
        }
    }

    private func add(_ address: OpenAddress, _ method: HTTPRequest.Method) {
        let (proxy, addresses, throttle, now) = (proxy, addresses, throttle, now)
        routes.open.on(RouterPath(address.route), method: method) { request, context in
            // Written in any other way it is like every path of a service: not without a token.
            guard let (path, secret) = address.match(request.uri.path) else { throw TokenError.missing }
            // In memory, too, only the hash.
            let name = SecretToken(secret).hash.base64URL
            let client = addresses.key(request, context)
            if case .wait(let wait, _) = throttle.begin(name: name, address: client, at: now()) {
                throw HTTPProblem.tooMany(wait)
            }
            do {
                let answer = try await proxy.read(path, of: address.service, request, context)
                if answer.status != .notFound { throttle.succeeded(name: name, address: client, at: now()) }
                return answer
            } catch {
                // A service that is away says nothing of the secret.
                throttle.succeeded(name: name, address: client, at: now())
                throw error
            }
        }
    }
}
