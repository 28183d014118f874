import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceKit

/// How a service meets people and programs (ACC-7): the bounds on who is connected, what every answer says to browsers, and
/// what the listener speaks.
public struct Door: Sendable {
    public var limits = ClientLimits()
    /// Sent with every answer that does not say otherwise itself.
    public var answerHeaders: HTTPFields = [
        .contentTypeOptions: "nosniff", .cacheControl: "no-store", .referrerPolicy: "no-referrer",
    ]
    /// Puts something around plain HTTP, such as TLS.
    public var around: @Sendable (HTTPServerBuilder) throws -> HTTPServerBuilder = { $0 }

    public init() {}

    /// Whether only this machine reaches a listener on that host.
    public static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.") && host.split(separator: ".").count == 4
    }

    /// A listener at that address. `onRunning` is told the port.
    public func listener(
        _ router: Router<APIContext>, _ address: ServiceConfiguration.Address, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let (limits, table) = (limits, ConnectionTable(limits))
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ClientGuard(limits, table)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                    maxHeaderFieldCount: limits.headFields)))
        return Application(
            router: router, server: try around(plain),
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: "quen"),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) }, logger: logger)
    }
}

extension HTTPField.Name {
    public static let contentTypeOptions = HTTPField.Name.known("X-Content-Type-Options")
    public static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")
}
