import Foundation
import GRDB
import Logging
import Messages
import ServiceLifecycle
import Store

/// Deletes what need not be kept longer, a little at a time.
struct Housekeeping: Service {
    let store: ServiceStore
    let logger: Logger
    /// When the oldest backup was taken that this service may be put back to; nothing where there is none.
    var oldestBackup: @Sendable () async -> Instant? = { nil }
    static let perTransaction = 1000

    private static let publishedMessages =
        "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox WHERE at < ? AND seq <= (SELECT position FROM relay) "
        + "AND seq NOT IN (SELECT seq FROM held) ORDER BY seq LIMIT \(perTransaction))"
    /// At least, and as long as there is a backup from before them; older ones are replaced by snapshots (`quen bootstrap`).
    static let publishedDays = 7...90

    /// What is kept how long, in days. With published messages the one table of it (`What is kept how long` in
    /// messaging.md); personal data in these rows goes when they go.
    static let retention: [(sql: String, days: Int)] = [
        (
            "DELETE FROM inbox WHERE (source, id) IN (SELECT source, id FROM inbox WHERE at < ? LIMIT \(perTransaction))",
            30
        ),
        ("DELETE FROM idempotency WHERE at < ?", 7),
        ("DELETE FROM inboundReply WHERE at < ?", 30),
        ("DELETE FROM refused WHERE at < ?", 30),
        // Over already; who shared what is told by the audit.
        ("DELETE FROM share WHERE id IN (SELECT id FROM share WHERE until < ? LIMIT \(perTransaction))", 0),
        ("DELETE FROM timer WHERE state IN ('fired', 'cancelled') AND changedAt < ?", 365),
        // Longer than the Gateway keeps ended sessions, or each night would bring them back.
        ("DELETE FROM sessionCopy WHERE expiresAt < ?", 120),
    ]

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while !Task.isCancelled {
                await watchLimits()
                if round % 60 == 0 { await sweep() }
                round += 1
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    func sweep() async {
        let now = store.world.now()
        let earliest = now.daysBefore(Self.publishedDays.upperBound)
        let backup = max(await oldestBackup() ?? now, earliest)
        await delete(Self.publishedMessages, before: min(backup, now.daysBefore(Self.publishedDays.lowerBound)))
        for (sql, days) in Self.retention { await delete(sql, before: now.daysBefore(days)) }
    }

    /// The most messages that may wait unpublished, and the least room on the disk in bytes, before commands are refused.
    static let mostPending = 500_000
    static let leastDisk = 1_000_000_000

    private func watchLimits() async {
        do {
            let pending = try await store.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT coalesce(max(seq), 0) - (SELECT position FROM relay) FROM outbox") ?? 0
            }
            let folder = URL(filePath: store.path).deletingLastPathComponent().path
            let free = try FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int
            if pending > Self.mostPending {
                store.refuseCommands(.limits, because: "\(pending) messages wait for the broker")
            } else if let free, free < Self.leastDisk {
                store.refuseCommands(.limits, because: "the disk has only \(free / 1_000_000) MB left")
            } else {
                store.refuseCommands(.limits, because: nil)
            }
        } catch {
            logger.warning("limits were not checked", metadata: ["error": "\(error)"])
        }
    }

    /// Goes on until little is left, so that what comes in faster than the rounds does not pile up.
    private func delete(_ sql: String, before limit: Instant) async {
        do {
            var deleted = Self.perTransaction
            while deleted >= Self.perTransaction, !Task.isCancelled {
                deleted = try await store.write(priority: .background) { transaction in
                    try transaction.db.execute(sql: sql, arguments: [limit])
                    return transaction.db.changesCount
                }
            }
        } catch {
            logger.warning("housekeeping failed", metadata: ["error": "\(error)"])
        }
    }
}

extension Instant {
    fileprivate func daysBefore(_ days: Int) -> Instant { adding(.seconds(-86_400 * days)) }
}
