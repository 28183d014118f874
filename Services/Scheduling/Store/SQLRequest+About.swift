import GRDB

extension SQLRequest {
    /// Asked about one of something, as it is most often, the statement is kept for the next time: making it takes as long as
    /// running it. About several, each number of them is another statement, and none is kept.
    init(_ sql: SQL, about records: some Collection) { self.init(literal: sql, cached: records.count == 1) }
}
