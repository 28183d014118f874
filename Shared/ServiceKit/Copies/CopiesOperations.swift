import Foundation
import GRDB
import Messages
import Store

/// What an operator can ask for and see of copies and restoring.
public struct CopiesOperations: Sendable {
    private let kernel: ServiceKernel
    private let cause: Cause

    public init(_ kernel: ServiceKernel, by cause: Cause = Cause(origin: .operator)) {
        self.kernel = kernel
        self.cause = cause
    }

    public struct Comparison: Codable, Sendable, FetchableRecord {
        public var entity: String
        public var service: String
        public var requestedAt: Instant
        public var answeredAt: Instant?
        /// How often it has been repeated.
        public var round: Int
        /// Records that are not yet held as the owner had them.
        public var differences: Int
    }

    public struct Bootstrap: Codable, Sendable, FetchableRecord {
        public var entity: String
        public var startedAt: Instant
        public var pages: Int
        public var records: Int
        public var receivedAt: Instant?
        public var completedAt: Instant?
    }

    public struct Restore: Codable, Sendable {
        public var isOpen: Bool
        public var backupAt: Instant?
        public var restoredAt: Instant?
        public var epoch: Int64?
        public var settledAt: Instant?
        public var report: [String]
        public var waitsFor: [String]
    }

    /// The latest with each other service.
    public func comparisons() async throws -> [Comparison] {
        try await kernel.store.read {
            try Comparison.fetchAll(
                $0,
                sql: """
                    SELECT *, (SELECT count(*) FROM doubt d WHERE d.entity = c.entity) AS differences
                    FROM comparison c ORDER BY entity, service
                    """)
        }
    }

    public func bootstraps() async throws -> [Bootstrap] {
        try await kernel.store.read {
            try Bootstrap.fetchAll($0, sql: "SELECT *, page AS pages FROM bootstrap ORDER BY entity")
        }
    }

    /// Has copies compared with their owner: of one kind, or all.
    public func compare(_ entity: String?) async throws {
        let chosen = try subscriptions(entity)
        try await kernel.store.write(priority: .background) { transaction in
            for subscription in chosen {
                try transaction.addComparison(of: subscription.entity.entity, with: subscription.entity.owner)
            }
        }
    }

    /// Builds projections anew from their owners' records, while work goes on. What is there is written over record by
    /// record, so nothing is ever missing meanwhile; what the owner does not know is removed at the end.
    public func bootstrap(_ entity: String?) async throws {
        let chosen = try subscriptions(entity)
        try await kernel.store.write(cause: cause, priority: .background) { transaction in
            try transaction.audit("copies built anew", subject: nil, details: ["entity": entity ?? "all"])
            for subscription in chosen {
                let (name, id) = (subscription.entity.entity, transaction.newID())
                try transaction.db.execute(
                    sql: "INSERT OR REPLACE INTO bootstrap(entity, id, startedAt) VALUES (?, ?, ?)",
                    arguments: [name, id, transaction.now])
                try transaction.send(SnapshotRequested(entity: name, bootstrap: id), to: subscription.entity.owner)
            }
        }
    }

    private func subscriptions(_ entity: String?) throws -> [Subscription] {
        let all = kernel.copies.events.subscriptions
        guard let entity else { return all }
        let chosen = all.filter { $0.entity.entity == entity }
        guard !chosen.isEmpty else { throw CommonError.notFound(entity: "projection", id: entity) }
        return chosen
    }

    public func restoration() async throws -> Restore {
        let restoring = kernel.copies.restoring
        return try await kernel.store.read { db in
            let newest = try Restoration.newest(db)
            return Restore(
                isOpen: newest.map { $0.settledAt == nil } ?? false, backupAt: newest?.backupAt,
                restoredAt: newest?.restoredAt, epoch: newest?.epoch, settledAt: newest?.settledAt,
                report: newest?.report ?? [], waitsFor: try restoring.waitsFor(db))
        }
    }

    /// Begins work again without hearing `services`.
    public func settle(without services: [ServiceName]) async throws {
        let restoring = kernel.copies.restoring
        try await kernel.store.write(cause: cause, priority: .background) { transaction in
            try transaction.audit(
                "restoration settled", subject: nil,
                details: ["without": services.map(\.rawValue).joined(separator: " ")])
            try restoring.settle(without: Set(services), transaction)
        }
    }
}
