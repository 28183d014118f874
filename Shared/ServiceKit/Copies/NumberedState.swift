import GRDB
import Messages
import Store

extension Transaction {
    /// Remembers the highest number of a series of another's documents: an owner that was put back to a backup asks for it,
    /// so that it gives no number twice.
    func noteNumber(of state: some EntityState) throws {
        guard let numbered = state as? any NumberedState, let number = numbered.documentNumber else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO documentNumber(entity, series, highest) VALUES (?, ?, ?)
                ON CONFLICT(entity, series) DO UPDATE SET highest = excluded.highest
                WHERE excluded.highest > documentNumber.highest
                """
        ).execute(arguments: [Swift.type(of: state).entity, number.series, number.highest])
    }

    func numbers(of entity: String) throws -> [ComparisonAnswered.DocumentNumber] {
        try Row.fetchAll(
            db, sql: "SELECT series, highest FROM documentNumber WHERE entity = ? ORDER BY series", arguments: [entity]
        ).map { ComparisonAnswered.DocumentNumber(series: $0[0], highest: $0[1]) }
    }
}
