/// Columns of text, aligned for a terminal.
struct TextTable: Equatable {
    var columns: [String]
    var rows: [[String]] = []

    /// Columns whose every value is a number stand to the right.
    var text: String {
        let widths = columns.indices.map { index in
            ([columns[index]] + rows.map { cell($0, index) }).map(\.count).max() ?? 0
        }
        let isNumber = columns.indices.map { index in
            !rows.isEmpty && rows.allSatisfy { cell($0, index).allSatisfy { "0123456789.,-".contains($0) } }
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([columns, rule] + rows).map { row in
            columns.indices.map { padded(cell(row, $0), widths[$0], toTheRight: isNumber[$0]) }
                .joined(separator: "  ").trimmingRight
        }.joined(separator: "\n")
    }

    private func cell(_ row: [String], _ index: Int) -> String { index < row.count ? row[index] : "" }

    private func padded(_ text: String, _ width: Int, toTheRight: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return toTheRight ? space + text : text + space
    }
}

extension String {
    fileprivate var trimmingRight: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
