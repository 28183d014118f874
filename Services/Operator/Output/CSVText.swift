/// Comma-separated values as RFC 4180 writes them.
enum CSVText {
    static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

    static func document(_ columns: [String], _ rows: [[String]]) -> String {
        ([columns] + rows).map(line).joined(separator: "\n")
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
