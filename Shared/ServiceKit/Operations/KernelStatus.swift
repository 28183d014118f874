import Foundation
import GRDB
import Messages
import Store

/// How a service is doing, for `/readyz`, `/metrics` and `quen doctor`.
public struct KernelStatus: Codable, Sendable, Hashable {
    public var service: String
    public var site: String
    public var outboxPending: Int
    /// Seconds.
    public var outboxOldestAge: Int
    public var outboxHeld: Int
    public var deferred: [String: Int]
    public var holes: Int
    public var timersWaiting: Int
    /// Those that wait for an operator's word.
    public var timersParked: Int?
    /// Seconds by which the oldest due timer is late.
    public var timersLag: Int
    /// The highest number of every record's newest event is not shown; only how many messages were taken in.
    public var inbox: Int
    /// Entries of the audit that were not told to the gatherer yet.
    public var auditPending: Int?
}

extension ServiceKernel {
    public func status() async throws -> KernelStatus {
        let now = store.world.now()
        let (service, site) = (service.rawValue, store.site)
        return try await store.read { db in
            let position = try Int64.fetchOne(db, sql: "SELECT position FROM relay") ?? 0
            let oldest = try Instant.fetchOne(
                db, sql: "SELECT at FROM outbox WHERE seq > ? ORDER BY seq LIMIT 1", arguments: [position])
            let timer = try TimerRow.nextDue(db)
            let deferred = try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM deferred GROUP BY state")
            return KernelStatus(
                service: service, site: site,
                outboxPending: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM outbox WHERE seq > ?", arguments: [position]) ?? 0,
                outboxOldestAge: oldest.map { max(0, Int(now.since($0).components.seconds)) } ?? 0,
                outboxHeld: try Int.fetchOne(db, sql: "SELECT count(*) FROM held") ?? 0,
                deferred: Dictionary(uniqueKeysWithValues: deferred.map { ($0["state"], $0["n"]) }),
                holes: try Int.fetchOne(db, sql: "SELECT count(*) FROM hole") ?? 0,
                timersWaiting: try Int.fetchOne(db, sql: "SELECT count(*) FROM timer WHERE state = 'waiting'") ?? 0,
                timersParked: try Int.fetchOne(db, sql: "SELECT count(*) FROM timer WHERE state = 'parked'"),
                timersLag: timer.map { max(0, Int(now.since($0).components.seconds)) } ?? 0,
                inbox: try Int.fetchOne(db, sql: "SELECT count(*) FROM inbox") ?? 0,
                auditPending: try Int.fetchOne(
                    db, sql: "SELECT coalesce(max(seq), 0) - (SELECT publishedSeq FROM auditChain) FROM audit"))
        }
    }

    /// Prometheus text (OPS-3).
    public func exposition() async throws -> String {
        let status = try await status()
        var gauges: [(name: String, help: String, value: Double)] = [
            ("quen_outbox_pending", "Messages not yet confirmed.", Double(status.outboxPending)),
            ("quen_outbox_oldest_age_seconds", "Age of the oldest of them.", Double(status.outboxOldestAge)),
            ("quen_outbox_held", "Messages that the broker did not take.", Double(status.outboxHeld)),
            ("quen_step_holes", "Records whose missing events were asked for.", Double(status.holes)),
            ("quen_timers_waiting", "Timers that wait.", Double(status.timersWaiting)),
            ("quen_timers_parked", "Timers that wait for an operator's word.", Double(status.timersParked ?? 0)),
            ("quen_audit_pending", "Entries of the audit not told yet.", Double(status.auditPending ?? 0)),
            ("quen_timers_lag_seconds", "How late the oldest due timer is.", Double(status.timersLag)),
        ]
        for state in ["retry", "blocked", "unknown", "parked"] {
            gauges.append(
                ("quen_deferred_\(state)", "Messages put aside: \(state).", Double(status.deferred[state] ?? 0)))
        }
        return metrics.exposition(gauges: gauges)
    }
}
