import Crypto
import Foundation
import GRDB
import Messages
import Store

/// What a store holds of one kind of records, its own or copies: enough to compare versions with another service's.
struct HeldRecords: Sendable {
    let entity: String
    /// `SELECT id, sequence` of those that exist.
    private let live: SQL
    /// The same of those that are deleted.
    private let deleted: SQL

    static func owned(_ entity: String, table: String) -> HeldRecords {
        HeldRecords(
            entity: entity, live: "SELECT id, sequence FROM \(sql: table) WHERE sequence > 0",
            deleted: "SELECT id, sequence FROM tombstone WHERE entity = \(entity)")
    }

    static func copied(_ entity: String, table: String) -> HeldRecords {
        HeldRecords(entity: entity, live: "SELECT id, sequence FROM \(sql: table)", deleted: seen(entity, true))
    }

    /// Only the numbers of the last events are kept.
    static func followed(_ entity: String) -> HeldRecords {
        HeldRecords(entity: entity, live: seen(entity, false), deleted: seen(entity, true))
    }

    private static func seen(_ entity: String, _ isDeleted: Bool) -> SQL {
        "SELECT id, sequence FROM seen WHERE entity = \(entity) AND isDeleted = \(isDeleted)"
    }

    static func bucket(of id: EntityID) -> Int { Int(id.low & 0xFF) }

    /// A digest of each bucket that is not empty.
    func digest(_ db: Database) throws -> [ComparisonRequested.Bucket] {
        var hashers = [SHA256?](repeating: nil, count: 256)
        var counts = [Int](repeating: 0, count: 256)
        let request: SQLRequest<Row> = "\(live) ORDER BY id"
        let rows = try request.fetchCursor(db)
        while let row = try rows.next() {
            let id: EntityID = row[0]
            let bucket = Self.bucket(of: id)
            var hasher = hashers[bucket] ?? SHA256()
            hasher.update(data: id.bytes)
            withUnsafeBytes(of: (row[1] as Int64).bigEndian) { hasher.update(bufferPointer: $0) }
            hashers[bucket] = hasher
            counts[bucket] += 1
        }
        return hashers.indices.compactMap { bucket in
            hashers[bucket].map {
                let hash = $0.finalize().map { String(format: "%02x", $0) }.joined()
                return ComparisonRequested.Bucket(bucket: bucket, count: counts[bucket], hash: hash)
            }
        }
    }

    /// Those of `buckets` whose ids come after `after`, up to and including `last`, by id; at most `limit`.
    func records(
        in buckets: Set<Int>, after: EntityID?, upTo last: EntityID? = nil, limit: Int = .max, _ db: Database
    ) throws -> [ComparisonAnswered.Record] {
        let (after, last) = (after?.databaseValue ?? Data().databaseValue, last?.databaseValue ?? .null)
        let request: SQLRequest<Row> = """
            SELECT id, sequence, isDeleted FROM
              (SELECT *, 0 AS isDeleted FROM (\(live)) UNION ALL SELECT *, 1 FROM (\(deleted)))
            WHERE id > \(after) AND (\(last) IS NULL OR id <= \(last)) ORDER BY id
            """
        var records: [ComparisonAnswered.Record] = []
        let rows = try request.fetchCursor(db)
        while records.count < limit, let row = try rows.next() {
            let id: EntityID = row[0]
            guard buckets.contains(Self.bucket(of: id)) else { continue }
            records.append(
                ComparisonAnswered.Record(id: id, sequence: row[1], deleted: row[2] as Bool ? true : nil))
        }
        return records
    }

    /// Forgets the doubts about records that are held in the version wanted, or a later one.
    func settleDoubts(_ db: Database) throws {
        let settle: SQLRequest<Row> = """
            DELETE FROM doubt WHERE entity = \(entity) AND id IN (
              SELECT d.id FROM doubt d JOIN (\(live) UNION ALL \(deleted)) h ON h.id = d.id
              WHERE d.entity = \(entity) AND h.sequence >= d.sequence) RETURNING id
            """
        _ = try settle.fetchAll(db)
    }
}
