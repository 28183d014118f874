import Foundation
import Logging
import ServiceLifecycle

@testable import Gateway

extension UpstreamClient {
    /// Opens a client, closes it after `body`.
    static func whileRunning(_ body: @escaping @Sendable (UpstreamClient) async throws -> Void) async throws {
        let client = UpstreamClient()
        let group = ServiceGroup(
            services: [client], logger: Logger(label: "client") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body(client)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
