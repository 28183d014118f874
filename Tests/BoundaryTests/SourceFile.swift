import Foundation

/// One Swift file of the repository, or one that a test makes up.
struct SourceFile {
    /// Where it lies, from the top of the repository: `Services/Pipeline/Domain/Stage.swift`.
    let path: String
    /// Its text without comments and strings.
    let code: String
    let lineCount: Int

    init(path: String, text: String) {
        self.path = path
        code = CodeOnly.of(text)
        lineCount =
            text.isEmpty
            ? 0 : text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
    }

    /// The folders and the file's name, from the top.
    var components: [String] { path.split(separator: "/").map(String.init) }

    /// The modules that it imports, with the line of each: `import A`, `@testable import A`, `import struct A.B`, `package import A`.
    var imports: [(module: String, line: Int)] {
        matches(of: #"(?<![\w.`])import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?(\w+)"#)
    }

    /// What the pattern's last group found, or the whole match, with its line.
    func matches(of pattern: String) -> [(module: String, line: Int)] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(code.startIndex..., in: code)
        return expression.matches(in: code, range: whole).compactMap { match in
            guard let range = Range(match.range(at: match.numberOfRanges - 1), in: code) else { return nil }
            return (String(code[range]), line(of: range.lowerBound))
        }
    }

    private func line(of index: String.Index) -> Int {
        1 + code[..<index].count { $0 == "\n" }
    }
}
