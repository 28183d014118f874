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

    /// What is counted by: an IPv6 network of 64 bits is one, for who has one address of it has all.
    func key(_ request: Request, _ context: APIContext) -> String { Self.key(of: text(request, context)) }

    static func key(of address: String) -> String {
        var parsed = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        let bytes = withUnsafeBytes(of: &parsed) { Array($0) }
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] {
            return bytes.suffix(4).map { String($0) }.joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
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
