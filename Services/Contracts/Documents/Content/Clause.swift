import Foundation

/// An article of the terms. Its number is given when printed, so that articles follow the document's own ones.
public struct Clause: Hashable, Sendable {
    /// Without "Điều 5." or "Article 5."; nil prints the paragraphs under "Các thỏa thuận khác" (Other provisions).
    public var heading: String?
    public var paragraphs: [String]

    public init(heading: String? = nil, paragraphs: [String]) {
        (self.heading, self.paragraphs) = (heading, paragraphs)
    }

    /// Terms as one text: each line that is not blank is a paragraph, and a line such as "Điều 5. Bảo hành" or
    /// "Article 5: Warranty" begins an article. The numbers in the text are dropped.
    public static func clauses(of text: String) -> [Clause] {
        var clauses: [Clause] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let paragraph = line.trimmingCharacters(in: .whitespaces)
            if paragraph.isEmpty { continue }
            if let heading = heading(in: paragraph) {
                clauses.append(Clause(heading: heading, paragraphs: []))
            } else if clauses.isEmpty {
                clauses.append(Clause(paragraphs: [paragraph]))
            } else {
                clauses[clauses.count - 1].paragraphs.append(paragraph)
            }
        }
        return clauses
    }

    private static func heading(in line: String) -> String? {
        // "Điều 5 của hợp đồng này…" inside a paragraph is no heading: it lacks the mark after the number.
        let article = /(?:điều|article)\s+\d+\s*[.:]\s*(.+)/.ignoresCase()
        return line.wholeMatch(of: article).map { String($0.1) }
    }
}
