import GRDB
import Messages
import Store

/// One kind of record that this service owns: how others' copies of it are made whole again.
public struct OwnedRecords: Sendable {
    let entity: any EntityState.Type
    let held: HeldRecords
    /// Such as `customer`.
    public var name: String { entity.entity }
    /// The next page of a snapshot.
    let page: @Sendable (Database, _ task: CopiesTask) throws -> EncodedPage
    /// The present state of single records.
    let answer: @Sendable (Database, [EntityID]) throws -> [EncodedPage]
    /// Publishes the record anew after a restore; `false` where there is none.
    let publishAnew: @Sendable (Transaction, EntityID, _ cause: String) throws -> Bool

    /// A `SnapshotPage` as JSON, and what it holds.
    struct EncodedPage: Sendable {
        var data: [UInt8]
        var lastId: EntityID?
        var count: Int
        var isLast: Bool
    }

    public static func of<R: EntityRecord>(_ record: R.Type) -> OwnedRecords {
        let entity = R.State.entity
        return OwnedRecords(
            entity: R.State.self, held: .owned(entity, table: R.databaseTableName),
            page: { db, task in try nextPage(R.self, task, db) },
            answer: { db, ids in try answer(R.self, ids, db) },
            publishAnew: { transaction, id, cause in
                guard var record = try transaction.find(R.self, id) else { return false }
                let event = R.State.events.contains(.updated) ? .updated : R.State.events[0]
                try transaction.publishAnew(&record, event: event, cause: cause)
                return true
            })
    }

    /// A record of which nothing has been published yet is nobody else's business, such as a session that goes on.
    private static var published: SQLExpression { Column("sequence") > 0 }

    /// The most bytes of a page, unless one record alone has more.
    private static let pageBytes = 60_000
    private static let mostPerPage = 200

    private static func nextPage<R: EntityRecord>(_ type: R.Type, _ task: CopiesTask, _ db: Database) throws
        -> EncodedPage
    {
        var records = try R.filter(published && (task.afterId.map { Column("id") > $0 } ?? true.sqlExpression))
            .order(Column("id")).limit(mostPerPage).fetchAll(db)
        let isAll = records.count < mostPerPage
        var isCut = false
        while true {
            let isLast = isAll && !isCut
            let page = SnapshotPage<R.State>(
                entity: R.State.entity, bootstrap: task.reference, page: task.page + 1, isLast: isLast,
                records: records.map { .init(id: $0.id, sequence: $0.sequence, state: $0.published) })
            let data = try WireJSON.encode(page)
            if data.count <= pageBytes || records.count <= 1 {
                return EncodedPage(data: data, lastId: records.last?.id, count: records.count, isLast: isLast)
            }
            records = Array(records.prefix(max(1, records.count * pageBytes / data.count)))
            isCut = true
        }
    }

    private static func answer<R: EntityRecord>(_ type: R.Type, _ ids: [EntityID], _ db: Database) throws
        -> [EncodedPage]
    {
        var pages: [EncodedPage] = []
        var records: [SnapshotPage<R.State>.Record] = []
        var (bytes, unknown) = (0, [EntityID]())
        func flush() throws {
            guard !records.isEmpty || !unknown.isEmpty else { return }
            let page = SnapshotPage<R.State>(
                entity: R.State.entity, bootstrap: nil, page: pages.count + 1, isLast: true, records: records,
                unknown: unknown)
            pages.append(
                EncodedPage(
                    data: try WireJSON.encode(page), lastId: records.last?.id, count: records.count, isLast: true))
            (records, unknown, bytes) = ([], [], 0)
        }
        for id in ids {
            if let record = try R.filter(published && Column("id") == id).fetchOne(db) {
                let size = try WireJSON.encode(record.published).count + 100
                if bytes + size > pageBytes { try flush() }
                records.append(.init(id: id, sequence: record.sequence, state: record.published))
                bytes += size
            } else if let sequence = try EventSequence.fetchOne(
                db, sql: "SELECT sequence FROM tombstone WHERE entity = ? AND id = ?", arguments: [R.State.entity, id])
            {
                records.append(.init(id: id, sequence: sequence, state: nil))
            } else {
                unknown.append(id)
            }
        }
        try flush()
        return pages
    }
}
