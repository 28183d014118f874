import Foundation
import HTTPTypes
import Hummingbird
import ServiceHTTP

/// Where a request comes from: the socket's peer, or what a trusted proxy before the Gateway says of it.
struct ClientAddress: Sendable {
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    let trusted: Set<String>
    /// The peer of a request that came by no socket.
    static let none = "none"

    func text(_ request: Request, _ context: APIContext) -> String {
        let peer = context.remoteAddress ?? Self.none
        guard trusted.contains(peer), let header = request.headers[.xForwardedFor] else { return peer }
        // The last is what the nearest proxy saw; what stands before one that is not trusted may be made up.
        let hops = header.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let client = hops.last { !trusted.contains($0) } ?? peer
        return client.utf8.count <= 64 ? client : peer
    }

    /// What is counted by.
    func key(_ request: Request, _ context: APIContext) -> String { AddressKey.of(text(request, context)) }
}

/// Lets the audit say where a request came from (ACC-5).
struct ClientAddressNoting: RouterMiddleware {
    let addresses: ClientAddress

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.clientAddress = addresses.text(request, context)
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name.literal("X-Forwarded-For")

    /// For literals that are valid field names.
    static func literal(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
