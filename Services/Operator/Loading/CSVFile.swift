import Foundation
import SwiftCSV

/// A CSV file with a header.
struct CSVFile {
    let name: String
    let rows: [CSVRow]

    /// Throws where a column is missing or the text is not CSV.
    init(name: String, text: String, columns: [String]) throws {
        let table: CSV<Enumerated>
        do {
            table = try CSV<Enumerated>(string: text, delimiter: .comma, loadColumns: false)
        } catch {
            throw OperatorError("\(name) is not CSV: \(error). Save it as comma-separated UTF-8 with a header.")
        }
        let header = table.header.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        let missing = columns.filter { !header.contains($0) }
        guard missing.isEmpty else {
            throw OperatorError(
                "\(name) lacks the columns \(missing.joined(separator: ", ")). Its header has: \(header.joined(separator: ", "))."
            )
        }
        self.name = name
        rows = table.rows.enumerated().map { index, cells in
            let values = cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            return CSVRow(
                origin: RowOrigin(file: name, row: index + 2),
                cells: Dictionary(zip(header, values)) { first, _ in first })
        }
    }

    static func read(_ name: String, in folder: String, columns: [String]) throws -> CSVFile {
        let path = folder + "/" + name
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else {
            throw OperatorError("\(path) cannot be read as UTF-8 text. Name the folder that holds it.")
        }
        return try CSVFile(name: name, text: text, columns: columns)
    }
}

/// A row by column names, without spaces around its values.
struct CSVRow {
    let origin: RowOrigin
    let cells: [String: String]

    /// Nothing for an empty value.
    subscript(_ column: String) -> String? {
        guard let value = cells[column], !value.isEmpty else { return nil }
        return value
    }
}

/// A value that cannot be read.
struct CellFault: Error, Equatable {
    let column: String
    let value: String
    let expected: String
}
