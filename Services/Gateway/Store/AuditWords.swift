import Foundation

/// What of an entry's body is searched for: its texts, without names of members, ids, hashes and times, which have filters
/// of their own or mean nothing to anybody.
enum AuditWords {
    static let mostBytes = 4000

    static func of(_ body: String) -> String {
        var words: [UInt8] = []
        var scanner = TextScanner(body)
        while words.count < mostBytes, let text = scanner.next() {
            guard isWorthwhile(text) else { continue }
            if !words.isEmpty { words.append(UInt8(ascii: "\n")) }
            words += text.prefix(mostBytes - words.count)
        }
        return String(decoding: words, as: UTF8.self).precomposedStringWithCanonicalMapping
    }

    private static func isWorthwhile(_ text: [UInt8]) -> Bool {
        let isID = text.count == 36 && text[8] == UInt8(ascii: "-") && text[13] == UInt8(ascii: "-")
        let isHash = text.count == 64 && !text.contains(UInt8(ascii: " "))
        let isTime = text.count == 24 && text[10] == UInt8(ascii: "T") && text[23] == UInt8(ascii: "Z")
        return text.count > 1 && !isID && !isHash && !isTime
    }
}

/// The strings of a JSON text that are values. The text is well-formed: it was written here or by another service, and if it
/// is not, only its words are wrong.
private struct TextScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func next() -> [UInt8]? {
        while let text = string() {
            if position < bytes.count, bytes[position] == UInt8(ascii: ":") { continue }
            return text
        }
        return nil
    }

    /// The next string, name or value; escapes become blanks.
    private mutating func string() -> [UInt8]? {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
        guard position < bytes.count else { return nil }
        position += 1
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                text.append(UInt8(ascii: " "))
                position += 2
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        position += 1
        return text
    }
}
