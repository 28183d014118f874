import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Verifies what was gathered of a service, chain by chain and epoch by epoch: it is checked as the service checks its own,
/// and what a restored service tells must follow something that it had told before.
struct AuditTrailCheck: Sendable {
    var service: ServiceName
    var source: String
    var position: Position?
    var limit: Int

    /// From where to go on.
    struct Position: Codable, Sendable {
        var chain: Int64
        /// The epoch of the entry looked at last: of two of one place the hash says which.
        var epoch: Int64
        var hash: String
        var check: AuditCheck
    }

    func run(_ db: Database) throws -> AuditVerification<Position> {
        guard var position = try self.position ?? start(after: 0, db) else {
            return AuditVerification(next: nil, faults: [], checked: 0, erased: 0)
        }
        let (checked, erased) = (position.check.checked, position.check.erased)
        var (faults, count) = ([AuditFault](), 0)
        let rows = try TrailRow.fetchCursor(
            db,
            sql: """
                SELECT * FROM auditTrail WHERE chain = ? AND (epoch, seq, hash) > (?, ?, ?)
                ORDER BY epoch, seq, hash LIMIT ?
                """,
            arguments: [position.chain, position.epoch, position.check.seq, Self.data(position.hash), limit])
        while let next = try rows.next() {
            count += 1
            faults += try take(next, &position, db)
        }
        if count < limit {
            // The next chain of the service, where its store was made anew.
            guard let following = try start(after: position.chain, db) else {
                return AuditVerification(
                    next: nil, faults: faults, checked: position.check.checked - checked,
                    erased: position.check.erased - erased)
            }
            return AuditVerification(
                next: following, faults: faults, checked: position.check.checked - checked,
                erased: position.check.erased - erased)
        }
        return AuditVerification(
            next: position, faults: faults, checked: position.check.checked - checked,
            erased: position.check.erased - erased)
    }

    private struct TrailRow: FetchableRecord {
        var row: AuditRow
        var bodyBytes: Int?

        init(row: Row) throws {
            self.row = try AuditRow(row: row)
            bodyBytes = row["bodyBytes"]
        }
    }

    private func start(after chain: Int64, _ db: Database) throws -> Position? {
        try Row.fetchOne(
            db, sql: "SELECT number, store FROM auditedStore WHERE service = ? AND number > ? ORDER BY number LIMIT 1",
            arguments: [service, chain]
        ).map { row in
            let beginning = AuditChain.beginning(source: source, store: row["store"])
            return Position(
                chain: row["number"], epoch: -1, hash: "", check: AuditCheck(after: 0, epoch: 0, hash: beginning))
        }
    }

    private func take(_ next: TrailRow, _ position: inout Position, _ db: Database) throws -> [AuditFault] {
        let link = next.row.link
        var faults: [AuditFault] = []
        if link.epoch > position.epoch, link.seq > 1 {
            // Entries of one epoch come after all of those before: here another branch begins, behind its predecessor.
            if try isThere(link.seq - 1, next.row.previousHash, below: link.epoch, position.chain, db) {
                position.check.resume(after: link.seq - 1, hash: next.row.previousHash)
            } else if position.epoch >= 0 {
                faults.append(AuditFault(seq: link.seq, .missing, "what epoch \(link.epoch) goes on from"))
                position.check.resume(after: link.seq - 1, hash: next.row.previousHash)
            }
        }
        faults += try position.check.next(next.row, isBodyElsewhere: next.bodyBytes != nil) {
            try AuditTrail(db: db).isErased(next.row.entry, position.chain)
        }
        (position.epoch, position.hash) = (link.epoch, AuditChain.hex(next.row.hash))
        return faults
    }

    private func isThere(_ seq: Int64, _ hash: [UInt8], below epoch: Int64, _ chain: Int64, _ db: Database) throws
        -> Bool
    {
        try AuditTrail(db: db).entries(chain, at: seq).contains { $0.hash == hash && $0.epoch < epoch }
    }

    private static func data(_ hex: String) -> Data {
        AuditChain.bytes(hex: hex, count: hex.utf8.count / 2).map { Data($0) } ?? Data()
    }
}

/// Where entries gathered of a service's present store stand, for comparing them with its own.
struct GatheredMarks: Sendable {
    var service: ServiceName
    var store: EntityID
    var after: Int64
    var limit: Int

    func fetch(_ db: Database) throws -> [AuditMark] {
        let chain = try Int64.fetchOne(
            db, sql: "SELECT number FROM auditedStore WHERE service = ? AND store = ?", arguments: [service, store])
        guard let chain else { return [] }
        // Whole places only: all that is known of an entry stands together.
        let marks = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, epoch, hash FROM auditTrail
                WHERE chain = ?1 AND epoch IN (SELECT epoch FROM auditBranch WHERE chain = ?1) AND seq > ?2 AND seq <= ?3
                """, arguments: [chain, after, after + Int64(limit)]
        ).map { AuditMark(seq: $0[0], epoch: $0[1], hash: AuditChain.hex($0[2] as Data)) }
        return marks.sorted { ($0.seq, $0.epoch, $0.hash) < ($1.seq, $1.epoch, $1.hash) }
    }
}

/// What other services noted of the Gateway's own audit, held against it: nobody else gathers that.
struct AuditWitnesses: Sendable {
    func faults(_ db: Database) throws -> [AuditFault] {
        let bodies = try String.fetchAll(
            db, sql: "SELECT body FROM auditTrail WHERE act = ? AND body IS NOT NULL ORDER BY place DESC LIMIT 1000",
            arguments: [AuditAct.witnessed])
        let store = try EntityID.fetchOne(db, sql: "SELECT store FROM auditChain")
        return try bodies.compactMap { try Witnessed($0) }.filter { $0.store == store }.compactMap { try fault($0, db) }
    }

    private func fault(_ witnessed: Witnessed, _ db: Database) throws -> AuditFault? {
        let found = try Row.fetchOne(db, sql: "SELECT epoch, hash FROM audit WHERE seq = ?", arguments: [witnessed.seq])
        if let found {
            // Its number was given again after a restore.
            if found["epoch"] as Int64 > witnessed.epoch || AuditChain.hex(found["hash"] as Data) == witnessed.hash {
                return nil
            }
            return AuditFault(seq: witnessed.seq, .changed, "another service had noted a different entry here")
        }
        let newest = try Int64.fetchOne(db, sql: "SELECT max(epoch) FROM audit") ?? 0
        guard newest <= witnessed.epoch else { return nil }
        return AuditFault(seq: witnessed.seq, .missing, "another service had noted an entry here")
    }

    private struct Witnessed {
        var store: EntityID
        var epoch: Int64
        var seq: Int64
        var hash: String

        init?(_ body: String) throws {
            struct Body: Decodable { var details: [String: String] }
            let details = try WireJSON.decode(Body.self, from: body.utf8).details
            guard let store = details["store"].flatMap({ EntityID($0) }),
                let epoch = details["epoch"].flatMap({ Int64($0) }),
                let seq = details["seq"].flatMap({ Int64($0) }), let hash = details["hash"]
            else { return nil }
            (self.store, self.epoch, self.seq, self.hash) = (store, epoch, seq, hash)
        }
    }
}
