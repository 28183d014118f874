import Foundation
import HTTPTypes
import Hummingbird
import Messages

/// A report as a file for spreadsheets (RFC 4180), its columns named in the language of whoever takes it along.
public struct ReportFile: Sendable {
    public var name: String
    public var columns: [String]
    public var rows: [[String]]
    /// What columns are called, by the names that JSON has for them; one that is missing keeps that name.
    public var words: [String: Bilingual]

    public init(_ name: String, columns: [String], rows: [[String]], words: [String: Bilingual]) {
        (self.name, self.columns, self.rows, self.words) = (name, columns, rows, words)
    }

    public func response(in language: Language) -> Response {
        let heads = columns.map { words[$0]?.text(in: language) ?? $0 }
        // Excel takes a file for UTF-8 only by its mark.
        let text = "\u{FEFF}" + CSVText.document(heads, rows.map { $0.map(Self.cell) }) + "\n"
        var response = Response.text(text, type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        response.headers[.contentLanguage] = language.rawValue
        response.headers[.vary] = "Accept-Language"
        return response
    }

    /// Numbers below zero stay numbers, though they begin as formulas do.
    private static func cell(_ text: String) -> String {
        text.wholeMatch(of: /-[0-9]+(\.[0-9]+)?/) == nil ? CSVText.plain(text) : text
    }
}
