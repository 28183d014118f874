import Foundation
import Logging
import Messages
import ServiceLifecycle
import Store

/// Ends sessions that nobody used for too long, and deletes those that ended a while ago.
struct SessionSweep: Service {
    let store: ServiceStore
    let limits: Session.Limits
    let logger: Logger
    static let pause = Duration.seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func sweep() async {
        do {
            try await store.write(priority: .background) { [limits] in
                try SweepSessions(limits: limits).execute(in: $0)
            }
        } catch {
            logger.warning("sessions were not swept", metadata: ["error": "\(error)"])
        }
    }
}
