/// Swift source with comments and the text of string literals blanked out, so that what only looks like code is not taken
/// for it. Lines keep their numbers; code inside `\( )` stays.
struct CodeOnly {
    private let source: [UInt8]
    private var position = 0
    private var output: [UInt8] = []

    private init(_ text: String) {
        source = Array(text.utf8)
    }

    static func of(_ text: String) -> String {
        var scanner = CodeOnly(text)
        scanner.code(untilClosingParenthesis: false)
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private func sees(_ text: String) -> Bool {
        source[position] == text.utf8.first && source[position...].starts(with: text.utf8)
    }

    private var isAtLineEnd: Bool { source[position] == UInt8(ascii: "\n") }

    private mutating func keep() {
        output.append(source[position])
        position += 1
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < source.count {
            output.append(isAtLineEnd ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            position += 1
        }
    }

    private mutating func code(untilClosingParenthesis isNested: Bool) {
        var depth = 0
        while position < source.count {
            if sees("//") {
                lineComment()
            } else if sees("/*") {
                blockComment()
            } else if let hashes = hashesBeforeQuote() {
                string(hashes: hashes)
            } else {
                if source[position] == UInt8(ascii: "(") { depth += 1 }
                if source[position] == UInt8(ascii: ")") {
                    depth -= 1
                    if isNested && depth < 0 { return }
                }
                keep()
            }
        }
    }

    private mutating func lineComment() {
        while position < source.count, !isAtLineEnd { blank() }
    }

    /// Block comments nest in Swift.
    private mutating func blockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                blank(2)
            } else if sees("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < source.count
    }

    /// The number of `#` before a string that begins here, or nil if none does.
    private func hashesBeforeQuote() -> Int? {
        var quote = position
        while quote < source.count, source[quote] == UInt8(ascii: "#") { quote += 1 }
        return quote < source.count && source[quote] == UInt8(ascii: "\"") ? quote - position : nil
    }

    private mutating func string(hashes: Int) {
        blank(hashes)
        let isMultiline = sees("\"\"\"")
        let fence = String(repeating: "#", count: hashes)
        let quotes = isMultiline ? "\"\"\"" : "\""
        blank(quotes.count)
        while position < source.count {
            if sees(quotes + fence) {
                return blank(quotes.count + hashes)
            } else if sees("\\" + fence + "(") {
                blank(hashes + 2)
                code(untilClosingParenthesis: true)
                blank()
            } else if sees("\\" + fence) {
                blank(hashes + 2)
            } else if !isMultiline && isAtLineEnd {
                return
            } else {
                blank()
            }
        }
    }
}
