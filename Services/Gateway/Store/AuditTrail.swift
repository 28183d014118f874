import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The gathered audits of all services (ACC-5). Entries are only ever added; of one place in a chain there may be several
/// that say different things, and all are kept.
struct AuditTrail {
    let db: Database

    /// Where what was told does not fit together.
    enum Break: String, Codable, Sendable, CaseIterable, DatabaseValueConvertible {
        /// Entries before it are missing; they are asked for.
        case gap
        /// It is, or follows, another than the one known at its place.
        case fork
        /// It was not what its hash says already when it was told.
        case altered
        /// The service was put back to a backup: what was told after the backup stays beside what it told since.
        case restored
        /// The service has a new store.
        case anew
    }

    // MARK: Chains

    /// The number of the store's chain.
    func chain(of service: ServiceName, source: String, store: EntityID, at now: Instant) throws -> Int64 {
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM auditedStore WHERE store = ? AND source = ?"),
            arguments: [store, source])
        if let known { return known }
        let isFirst = try Self.chain(of: service, db) == nil
        try db.execute(
            sql: "INSERT INTO auditedStore(service, source, store, firstAt) VALUES (?, ?, ?, ?)",
            arguments: [service, source, store, now])
        let number = db.lastInsertedRowID
        if !isFirst { try note(.anew, chain: number, epoch: 0, seq: 1, at: now) }
        return number
    }

    /// The chain of the service's present store: the newest; nothing where nothing was told of any.
    static func chain(of service: ServiceName, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT number FROM auditedStore WHERE service = ? ORDER BY number DESC LIMIT 1",
            arguments: [service])
    }

    /// The last entry of the service's present audit up to which nothing is missing; nothing where nothing was told.
    static func known(of service: ServiceName, _ db: Database) throws -> AuditMark? {
        guard let chain = try chain(of: service, db) else { return nil }
        let gap = try Int64.fetchOne(
            db, sql: "SELECT min(seq) FROM auditBreak WHERE chain = ? AND kind = 'gap' AND mendedAt IS NULL",
            arguments: [chain])
        return try Row.fetchOne(
            db,
            sql: """
                SELECT seq, epoch, hash FROM auditTrail
                WHERE chain = ?1 AND epoch = (SELECT max(epoch) FROM auditBranch WHERE chain = ?1 AND firstSeq < ?2)
                  AND seq < ?2 ORDER BY seq DESC LIMIT 1
                """, arguments: [chain, gap ?? .max]
        ).map { AuditMark(seq: $0[0], epoch: $0[1], hash: AuditChain.hex($0[2] as Data)) }
    }

    // MARK: Entries

    /// Hash and epoch of the entries at a place of the chain.
    struct Known {
        var epoch: Int64
        var hash: [UInt8]
    }

    func entries(_ chain: Int64, at seq: Int64) throws -> [Known] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT epoch, hash FROM auditTrail
                    WHERE chain = ?1 AND epoch IN (SELECT epoch FROM auditBranch WHERE chain = ?1) AND seq = ?2
                    """), arguments: [chain, seq]
        ).map { Known(epoch: $0[0], hash: Array($0[1] as Data)) }
    }

    func insert(_ entry: AuditEntry, _ service: ServiceName, _ chain: Int64, previous: [UInt8]) throws {
        let place = try freePlace(for: entry, chain)
        let bytes = { (hex: String?) in
            hex.flatMap { AuditChain.bytes(hex: $0, count: $0.utf8.count / 2) }.map { Data($0) }
        }
        try db.cachedStatement(sql: Self.insertion).execute(arguments: [
            place, service, chain, entry.epoch, entry.seq, entry.at, entry.actor, entry.session, entry.address,
            entry.origin, entry.cause, entry.correlation, entry.act, entry.entity, entry.recordId, entry.body,
            entry.bodyBytes, bytes(entry.salt), bytes(entry.bodyDigest) ?? Data(), Data(previous),
            bytes(entry.hash) ?? Data(),
        ])
        if let words = entry.body.map(AuditWords.of), !words.isEmpty {
            try db.cachedStatement(sql: "INSERT INTO auditText(rowid, words) VALUES (?, ?)")
                .execute(arguments: [place, words])
        }
        try db.cachedStatement(sql: Self.counting).execute(arguments: [chain, entry.epoch, entry.seq, entry.at])
    }

    private static let insertion = """
        INSERT INTO auditTrail(place, service, chain, epoch, seq, at, actor, session, address, origin, cause, correlation,
          act, entity, recordId, body, bodyBytes, salt, bodyDigest, previousHash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let counting = """
        INSERT INTO auditBranch(chain, epoch, firstSeq, lastSeq, entries, lastAt) VALUES (?1, ?2, ?3, ?3, 1, ?4)
        ON CONFLICT(chain, epoch) DO UPDATE SET firstSeq = min(firstSeq, ?3), lastSeq = max(lastSeq, ?3),
          entries = entries + 1, lastAt = max(lastAt, ?4)
        """

    /// Entries of one chain and millisecond stand in their order; two chains hardly ever meet.
    private func freePlace(for entry: AuditEntry, _ chain: Int64) throws -> Int64 {
        var place = Self.place(of: entry.at) | (entry.seq & 0x1_FFFF) << 3 | chain & 7
        let isTaken = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM auditTrail WHERE place = ?)")
        while try Bool.fetchOne(isTaken, arguments: [place]) == true { place += 1 }
        return place
    }

    /// The first place of a time.
    static func place(of instant: Instant) -> Int64 {
        min(max(0, instant.milliseconds), (1 << 43) - 1) << placeBits
    }

    private static let placeBits = 20

    /// Whether a later entry of the chain says that bodies of the record were erased.
    func isErased(_ entry: AuditEntry, _ chain: Int64) throws -> Bool {
        guard let recordId = entry.recordId else { return false }
        return try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM auditTrail
                      WHERE recordId = ? AND entity IS ? AND chain = ? AND act = ? AND (epoch > ? OR seq > ?))
                    """),
            arguments: [recordId, entry.entity, chain, AuditAct.erased, entry.epoch, entry.seq]) ?? false
    }

    /// Bodies of the record's entries that are there in this chain.
    func erase(_ entity: String, _ recordId: String, _ chain: Int64) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT place, body FROM auditTrail
                WHERE recordId = ? AND entity = ? AND chain = ? AND (body IS NOT NULL OR bodyBytes IS NOT NULL)
                """, arguments: [recordId, entity, chain])
        for row in rows {
            let (place, body): (Int64, String?) = (row[0], row[1])
            if let words = body.map(AuditWords.of), !words.isEmpty {
                try db.execute(
                    sql: "INSERT INTO auditText(auditText, rowid, words) VALUES ('delete', ?, ?)",
                    arguments: [place, words])
            }
            try db.execute(
                sql: "UPDATE auditTrail SET body = NULL, salt = NULL, bodyBytes = NULL WHERE place = ?",
                arguments: [place])
        }
    }

    // MARK: Breaks

    func note(_ kind: Break, chain: Int64, epoch: Int64, seq: Int64, at now: Instant) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO auditBreak(chain, epoch, seq, kind, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [chain, epoch, seq, kind, now])
    }

    /// These entries have come: what they were missing before is there.
    func mendGaps(chain: Int64, behind seqs: ClosedRange<Int64>, at now: Instant) throws {
        try db.cachedStatement(
            sql: """
                UPDATE auditBreak SET mendedAt = ?
                WHERE chain = ? AND seq BETWEEN ? AND ? AND kind = 'gap' AND mendedAt IS NULL
                """
        ).execute(arguments: [now, chain, seqs.lowerBound + 1, seqs.upperBound + 1])
    }
}
