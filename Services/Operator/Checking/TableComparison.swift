import ServiceKit

/// Compares what an owner reports with what another service keeps as a copy. The first column names the row; only
/// columns that both have are compared.
struct TableComparison {
    let owner: String
    let owned: ReportTable
    let copier: String
    let copied: ReportTable

    /// One line for each difference.
    var differences: [String] {
        let shared = owned.columns.dropFirst().filter { copied.columns.dropFirst().contains($0) }
        let (mine, theirs) = (Self.values(owned), Self.values(copied))
        return Set(mine.keys).union(theirs.keys).sorted().flatMap { key -> [String] in
            guard let mine = mine[key] else { return ["\(key): \(copier) has it, \(owner) has not"] }
            guard let theirs = theirs[key] else { return ["\(key): \(owner) has it, \(copier) has not"] }
            return shared.filter { mine[$0] != theirs[$0] }.map {
                "\(key): \($0) is \(mine[$0] ?? "") in \(owner) and \(theirs[$0] ?? "") in \(copier)"
            }
        }
    }

    private static func values(_ table: ReportTable) -> [String: [String: String]] {
        let rows = table.rows.map { row in
            (row.first ?? "", Dictionary(zip(table.columns, row)) { first, _ in first })
        }
        return Dictionary(rows) { first, _ in first }
    }
}
