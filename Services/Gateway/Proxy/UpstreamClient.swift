import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// The connections to the services, open as long as the Gateway runs.
struct UpstreamClient: Service {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: nil), decompression: .disabled)
        // A service that is away is told at once, and a stream of events holds its connection for hours.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func run() async throws {
        // Ended by a graceful shutdown or by a cancellation alike: the client must be closed before it is let go.
        do { try await gracefulShutdown() } catch is CancellationError {}
        try await client.shutdown()
    }

    /// Waits `timeout` for the head of the answer; its body may take as long as it likes.
    func send(_ request: HTTPClientRequest, timeout: Duration) async throws -> HTTPClientResponse {
        let time = TimeAmount.nanoseconds(timeout.components.seconds * 1_000_000_000)
        do {
            return try await client.execute(request, timeout: time)
        } catch let error as HTTPClientError
            where error == .remoteConnectionClosed && request.method == .GET && request.body == nil
        {
            // A connection kept open that the service closed in the same moment: reading again does no harm.
            return try await client.execute(request, timeout: time)
        }
    }
}
