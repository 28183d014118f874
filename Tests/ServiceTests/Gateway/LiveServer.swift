import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization
import TestKit

/// A router behind a real port of this machine.
enum LiveServer {
    /// Listens while `body` runs; `body` is given the address.
    static func with<Context: RequestContext>(
        _ router: Router<Context>, _ body: @escaping @Sendable (String) async throws -> Void
    ) async throws where Context.Source == ApplicationRequestContextSource {
        let port = Port()
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.number.withLock { $0 = channel.localAddress?.port } },
            logger: Self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await app.run() }
            defer { group.cancelAll() }
            try await waitUntil("the port") { port.number.withLock { $0 } != nil }
            try await body("http://127.0.0.1:\(port.number.withLock { $0 } ?? 0)")
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    /// Silent, but it keeps its metadata, of which Hummingbird takes the request's id.
    private static let logger: Logger = {
        var logger = Logger(label: "live") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        return logger
    }()

    private final class Port: Sendable {
        let number = Mutex<Int?>(nil)
    }
}
