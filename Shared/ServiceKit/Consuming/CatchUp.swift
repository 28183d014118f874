import Foundation
import GRDB
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store

/// Knows when all has been applied that was said while the service was away (ACC-3). What waits in its queue at the start
/// may be the end of a session: before that has been applied, a token made earlier cannot be judged here.
final class CatchUp: Service {
    private let markers: QueueMarkers
    private let logger: Logger
    private let startedAt: Instant
    /// Of tokens made before, nobody here knows whether they were ended, however much was heard since: the store is new, or
    /// was put back to a backup.
    private let neverBefore: Instant?
    private let gate = Gate(isOpen: false)
    /// How long a token waits to be judged.
    static let patience = Duration.seconds(1)
    /// How long a marker may be under way before another is sent.
    static let markerTime = Duration.seconds(30)

    init(store: ServiceStore, markers: QueueMarkers, logger: Logger) throws {
        self.markers = markers
        self.logger = logger
        let now = store.world.now()
        startedAt = now
        neverBefore = try store.readNow { db in
            let isNew = try SigningKeyCopy.fetchCount(db) == 0
            return isNew ? now : try Restoration.newest(db)?.restoredAt
        }
    }

    var isComplete: Bool { gate.isOpen }

    /// Whether a token made then can be judged by what this service knows; waits a moment for that.
    func canJudge(tokenMadeAt instant: Instant) async -> Bool {
        if let neverBefore, instant < neverBefore { return false }
        if instant >= startedAt { return true }
        return await isComplete(within: Self.patience)
    }

    func isComplete(within patience: Duration) async -> Bool { await gate.passes(within: patience) }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var backoff = Backoff()
            while !Task.isCancelled, !gate.isOpen {
                do {
                    guard try await markers.hearAllThatWaits(within: Self.markerTime) else { continue }
                    gate.open()
                    logger.info("heard all that waited")
                } catch {
                    logger.warning(
                        "tokens made before the start are refused: what waited cannot be heard yet",
                        metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: backoff.next())
                }
            }
            // The group ends with the first service that returns.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
    }
}

extension ServiceKernel {
    /// Whether a token made then can be judged by what this service knows of ended sessions, suspended accounts and
    /// employees who left; waits up to a second for that. Until all has been applied that waited when the service started,
    /// only a token made since can: whoever has an older one gets a new one at the Gateway, which knows (ACC-3).
    public func canJudge(tokenMadeAt instant: Instant) async -> Bool { await catchUp.canJudge(tokenMadeAt: instant) }

    /// Whether all has been applied that waited when the service started; waits `patience` for it.
    public func hasCaughtUp(within patience: Duration) async -> Bool { await catchUp.isComplete(within: patience) }
}
