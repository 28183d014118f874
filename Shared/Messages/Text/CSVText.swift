/// Comma-separated values as RFC 4180 writes them.
public enum CSVText: Sendable {
    public static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

    public static func document(_ columns: [String], _ rows: [[String]]) -> String {
        ([columns] + rows).map(line).joined(separator: "\n")
    }

    /// Text of people's for a spreadsheet: what it would take for a formula begins with an apostrophe. A number stays one.
    public static func plain(_ field: String) -> String {
        guard let first = field.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first),
            field.wholeMatch(of: /-[0-9]+(\.[0-9]+)?/) == nil
        else { return field }
        return "'" + field
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
