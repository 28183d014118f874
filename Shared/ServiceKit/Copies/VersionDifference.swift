import GRDB
import Messages
import Store

/// Where two sides hold other versions of the same records.
struct VersionDifference: Sendable {
    struct Older: Sendable, Hashable {
        var id: EntityID
        /// Nothing where it is not here at all.
        var mine: EventSequence?
        var theirs: EventSequence
    }

    /// Older here than there, or deleted there and not here.
    private(set) var older: [Older] = []
    /// Here and not there, not even as deleted.
    private(set) var unknown: [ComparisonAnswered.Record] = []
    var count: Int { older.count + unknown.count }

    init(theirs: [ComparisonAnswered.Record], mine: [ComparisonAnswered.Record]) {
        let known = Dictionary(mine.map { ($0.id, $0) }) { max($0, $1) { $0.sequence < $1.sequence } }
        for record in theirs {
            let here = known[record.id]
            // One that was deleted there and never was here is no loss.
            if here == nil, record.deleted == true { continue }
            if here.map({ $0.sequence < record.sequence }) ?? true {
                older.append(Older(id: record.id, mine: here?.sequence, theirs: record.sequence))
            }
        }
        let there = Set(theirs.map(\.id))
        unknown = mine.filter { $0.deleted != true && !there.contains($0.id) }
    }

    private func max<T>(_ a: T, _ b: T, by less: (T, T) -> Bool) -> T { less(a, b) ? b : a }
}

extension Transaction {
    /// Whether the comparison that the answer belongs to is the present one and not over.
    func isOpen(_ answer: ComparisonAnswered, _ from: ServiceName) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM comparison
                  WHERE entity = ? AND service = ? AND id = ? AND answeredAt IS NULL)
                """, arguments: [answer.entity, from, answer.comparison]) ?? false
    }

    func close(_ answer: ComparisonAnswered, _ from: ServiceName) throws {
        try db.execute(
            sql: "UPDATE comparison SET answeredAt = ? WHERE entity = ? AND service = ?",
            arguments: [now, answer.entity, from])
    }

    func doubt(_ difference: VersionDifference, _ entity: String) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO doubt(entity, id, sequence) VALUES (?, ?, ?)")
        for record in difference.older { try insert.execute(arguments: [entity, record.id, record.theirs]) }
        for record in difference.unknown { try insert.execute(arguments: [entity, record.id, nil]) }
    }

    /// The owner has said all that there is to say of these.
    func settleDoubts(_ ids: [EntityID], _ entity: String) throws {
        let delete = try db.cachedStatement(sql: "DELETE FROM doubt WHERE entity = ? AND id = ?")
        for id in ids { try delete.execute(arguments: [entity, id]) }
        signal(.copies)
    }
}
