import ArgumentParser
import Messages
import ServiceKit

/// How a table is written to standard output.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json

    func text(_ table: ReportTable) throws -> String {
        switch self {
        case .table: TextTable(columns: table.columns, rows: table.rows).text
        case .csv: CSVText.document(table.columns, table.rows)
        case .json: String(decoding: try WireJSON.encode(table), as: UTF8.self)
        }
    }
}
