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

/// A comparison is repeated while it finds something, for what was sent meanwhile may have been on its way.
enum ComparisonRound {
    static let most = 5
}

extension Transaction {
    /// The round of the comparison that the answer belongs to; nothing where that is over or another has begun since.
    func openRound(_ answer: ComparisonAnswered, _ from: ServiceName) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT round FROM comparison WHERE entity = ? AND service = ? AND id = ? AND answeredAt IS NULL",
            arguments: [answer.entity, from, answer.comparison])
    }

    /// Counts what a page brought, and ends the comparison with the last one; all differences so far.
    @discardableResult
    func close(_ answer: ComparisonAnswered, _ from: ServiceName, differences: Int) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                UPDATE comparison SET differences = differences + ?, answeredAt = ? WHERE entity = ? AND service = ?
                RETURNING differences
                """, arguments: [differences, answer.isLast ? now : nil, answer.entity, from]) ?? 0
    }
}
