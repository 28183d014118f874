import Messages
import Money

/// Values as a sales archive writes them.
enum SalesValues {
    /// `M/D/YY`, `M/D/YYYY` or `YYYY-MM-DD`; nothing for an empty one and for `00/00/0000`.
    static func day(_ row: CSVRow, _ column: String) throws(CellFault) -> Day? {
        guard let text = row[column] else { return nil }
        if let day = Day(text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let month = parts[0], let day = parts[1], let year = parts[2] else {
            throw fault(text, column)
        }
        if month == 0, day == 0, year == 0 { return nil }
        guard let read = Day(year: fullYear(year), month: month, day: day) else { throw fault(text, column) }
        return read
    }

    /// A decimal number, with or without `$` and commas between thousands.
    static func decimal(_ row: CSVRow, _ column: String) -> String? {
        row[column].map { $0.replacing(",", with: "").replacing("$", with: "").replacing(" ", with: "") }
    }

    static func amount(_ row: CSVRow, _ column: String, _ currency: Currency) throws(CellFault) -> Amount? {
        guard let text = decimal(row, column) else { return nil }
        guard let amount = Amount(decimal: text, currency: currency) else {
            throw CellFault(column: column, value: text, expected: "an amount in \(currency.code)")
        }
        return amount
    }

    static func price(_ row: CSVRow, _ column: String) throws(CellFault) -> UnitPrice? {
        guard let text = decimal(row, column) else { return nil }
        guard let price = UnitPrice(text) else { throw CellFault(column: column, value: text, expected: "a price") }
        return price
    }

    /// As POSIX reads two digits: 69 to 99 are of the last century.
    private static func fullYear(_ year: Int) -> Int {
        switch year {
        case 0..<69: 2000 + year
        case 69..<100: 1900 + year
        default: year
        }
    }

    private static func fault(_ text: String, _ column: String) -> CellFault {
        CellFault(column: column, value: text, expected: "a date such as 3/29/17")
    }
}
