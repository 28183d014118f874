import Foundation

/// Where a service listens, for `quen doctor`.
public struct ListenerStatus: Codable, Sendable, Hashable {
    /// `http`, for people and programs, or `admin`, for the operator.
    public var name: String
    public var host: String
    public var port: Int
    /// Whether it ends TLS itself.
    public var isEncrypted: Bool

    public init(name: String, host: String, port: Int, isEncrypted: Bool) {
        self.name = name
        self.host = host
        self.port = port
        self.isEncrypted = isEncrypted
    }

    /// Whether only programs of the same machine reach it.
    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }
}
