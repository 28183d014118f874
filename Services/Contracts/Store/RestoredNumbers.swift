import GRDB
import Messages
import ServiceKit
import Store

/// Numbers after a restore: what was given out since the backup is not given again (CON-5).
enum RestoredNumbers {
    static let handler = RestoreHandler(continueNumbers: { transaction, entity, numbers in
        try numbers.compactMap { number in
            entity == InvoiceState.entity
                ? try continueSeries(number, transaction) : try continueCounters(of: entity, number, transaction)
        }
    })

    /// Nor does a day go back: the invoices that are lost may be of today.
    private static func continueSeries(
        _ number: ComparisonAnswered.DocumentNumber, _ transaction: Transaction
    ) throws -> String? {
        guard var series = try InvoiceSeries.filter(Column("symbol") == number.series).fetchOne(transaction.db) else {
            return
                "invoice series \(number.series) was made since the backup and is lost; it had reached \(number.highest)"
        }
        guard series.lastSerial < number.highest else { return nil }
        let before = series.lastSerial
        series.lastSerial = number.highest
        let today = transaction.today
        series.lastIssuedOn = series.year == today.year ? max(series.lastIssuedOn ?? today, today) : series.lastIssuedOn
        try series.update(transaction.db)
        return "invoice series \(series.symbol) goes on after \(number.highest), the backup had \(before)"
    }

    /// The counter of a kind of document that every later one begins after.
    static func floor(_ entity: String) -> String { "\(entity)/floor" }

    /// Numbers of contracts and orders may have gaps, so every counter of the kind goes on after the highest.
    private static func continueCounters(
        of entity: String, _ number: ComparisonAnswered.DocumentNumber, _ transaction: Transaction
    ) throws -> String? {
        // The floor is for counters that are made later: of a year or kind whose first number came after the backup.
        try transaction.db.execute(
            sql: "INSERT OR IGNORE INTO counter(name, value) VALUES (?, 0)", arguments: [floor(entity)])
        try transaction.db.execute(
            sql: "UPDATE counter SET value = ?1 WHERE name LIKE ?2 || '/%' AND value < ?1",
            arguments: [number.highest, entity])
        guard transaction.db.changesCount > 0 else { return nil }
        return "numbers of \(entity) go on after \(number.highest) (\(number.series))"
    }
}
