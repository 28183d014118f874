import GRDB
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store

/// Tells the gatherer of the audit in pages (ACC-5), beside the work itself: what was noted within a second is one
/// message. It sleeps until something is noted. While the broker takes nothing, the entries wait where they are and not in
/// the outbox a second time.
struct AuditPublisher: Service {
    let store: ServiceStore
    let changed: Wakeup
    let logger: Logger
    /// In the gatherer itself pages need no broker.
    let gathering: AuditGathering?
    static let perPage = 100
    static let pageBytes = 100_000
    static let mostPending = 1000
    /// How long entries are waited for that belong on the same page.
    static let patience = Duration.seconds(1)

    func run() async throws {
        store.onCommit { [changed] summary in if summary.signals.contains(.audit) { changed.signal() } }
        await cancelWhenGracefulShutdown {
            var backoff = Backoff()
            while !Task.isCancelled {
                do {
                    let isDone = try await publishAll()
                    backoff.reset()
                    if isDone { try await changed.wait(atMost: .seconds(3600)) }
                    try await Task.sleep(for: isDone ? Self.patience : .seconds(5))
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the audit was not published", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: backoff.next())
                }
            }
        }
    }

    /// `false` where so much waits for the broker already that the rest has to wait here.
    private func publishAll() async throws -> Bool {
        while true {
            try Task.checkCancellation()
            if gathering == nil, try await pending() > Self.mostPending { return false }
            let source = store.source
            let isFull = try await store.write(priority: .background) { transaction in
                try transaction.publishAuditPage(
                    upTo: Self.perPage, bytes: Self.pageBytes,
                    deliver: gathering.map { gathering in { try gathering.take($0, $1, source) } })
            }
            if !isFull { return true }
        }
    }

    private func pending() async throws -> Int {
        try await store.read { db in
            try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) - (SELECT position FROM relay) FROM outbox") ?? 0
        }
    }
}
