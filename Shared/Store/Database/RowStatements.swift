import GRDB
import Synchronization

/// The one statement by which a record's whole row is written, in the form that costs SQLite and GRDB least.
package final class RowStatements<Record: Encodable & TableRecord>: Sendable {
    private let last = Mutex<(names: [String], sql: String)>(([], ""))

    package init() {}

    /// Makes the row, or replaces what is in it. The table's key is `id`.
    package func upsert(_ record: Record, _ db: Database) throws {
        let columns = try RowEncoder.columns(of: record)
        let statement = try db.cachedStatement(sql: sql(columns.names))
        try statement.execute(arguments: StatementArguments(columns.values))
    }

    /// A record has the same columns each time, so the text is made once.
    private func sql(_ names: [String]) -> String {
        last.withLock { last in
            if last.names != names { last = (names, Self.sql(names)) }
            return last.sql
        }
    }

    private static func sql(_ names: [String]) -> String {
        let marks = repeatElement("?", count: names.count).joined(separator: ", ")
        let changes = names.filter { $0 != "id" }.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO \(Record.databaseTableName)(\(names.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT(id) DO UPDATE SET \(changes)
            """
    }
}
