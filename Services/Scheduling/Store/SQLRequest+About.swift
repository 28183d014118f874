import GRDB
import Messages

extension SQLRequest {
    /// The statement is kept for the next time: making it takes as long as running it. `sql` names the records by their
    /// `rounded` list, so that there are few statements, however many records.
    init(_ sql: SQL, about records: some Collection) {
        self.init(literal: sql, cached: records.count <= [EntityID].mostInKeptStatements)
    }
}

extension Collection<EntityID> {
    /// The same ids, the last of them repeated until their number is a power of two: for `IN`, where it changes nothing.
    var rounded: [EntityID] {
        var ids = Array(self)
        guard let last = ids.last else { return ids }
        while ids.count & (ids.count - 1) != 0 { ids.append(last) }
        return ids
    }

    fileprivate static var mostInKeptStatements: Int { 256 }
}
