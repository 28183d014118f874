import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// How far each service's audit has been gathered, and where it does not fit together (ACC-5).
struct AuditChains: Codable, Sendable {
    struct Chain: Codable, Sendable {
        var service: ServiceName
        var store: EntityID
        /// Whether it is that of the service's present store.
        var isPresent: Bool
        /// What is there in each epoch: a restore begins another.
        var branches: [Branch]
        var breaks: [Break]
    }

    struct Branch: Codable, Sendable, FetchableRecord {
        var epoch: Int64
        var firstSeq: Int64
        var lastSeq: Int64
        var entries: Int
        var lastAt: Instant
    }

    struct Break: Codable, Sendable, FetchableRecord {
        var epoch: Int64
        var seq: Int64
        var kind: AuditTrail.Break
        var at: Instant
        var mendedAt: Instant?
    }

    var chains: [Chain]

    init(_ db: Database, service: ServiceName? = nil) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT number, service, store,
                  number = (SELECT max(number) FROM auditedStore o WHERE o.service = s.service) AS isPresent
                FROM auditedStore s WHERE ?1 IS NULL OR service = ?1 ORDER BY service, number
                """, arguments: [service])
        chains = try rows.map { row in
            let number: Int64 = row["number"]
            return Chain(
                service: row["service"], store: row["store"], isPresent: row["isPresent"],
                branches: try Branch.fetchAll(
                    db, sql: "SELECT * FROM auditBranch WHERE chain = ? ORDER BY epoch", arguments: [number]),
                breaks: try Break.fetchAll(
                    db, sql: "SELECT * FROM auditBreak WHERE chain = ? ORDER BY number DESC LIMIT 100",
                    arguments: [number]))
        }
    }

    /// What an operator should look at, in words: restores and new stores explain themselves.
    static func faults(_ db: Database) throws -> [String] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.service, b.epoch, b.seq, b.kind FROM auditBreak b JOIN auditedStore s ON s.number = b.chain
                WHERE b.kind NOT IN ('restored', 'anew') AND b.mendedAt IS NULL ORDER BY b.number LIMIT 20
                """
        ).map { row in
            "\(row["service"] as String): \(row["kind"] as String) at entry \(row["seq"] as Int64) of epoch \(row["epoch"] as Int64)"
        }
    }
}
