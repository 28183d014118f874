import Foundation

/// How codes are made, such as `KH-{seq:6}`: literal text with one running number of a least width.
struct CodePattern: Sendable, Hashable {
    let prefix: String
    let suffix: String
    let width: Int

    /// Nothing for a text without exactly one `{seq}` or `{seq:N}` (N from 1 to 12), or over 40 characters.
    init?(_ text: String) {
        guard text.count <= 40, let match = text.firstMatch(of: /\{seq(?::(\d{1,2}))?\}/) else { return nil }
        let width = match.output.1.flatMap { Int($0) } ?? 1
        prefix = String(text[..<match.range.lowerBound])
        suffix = String(text[match.range.upperBound...])
        guard (1...12).contains(width), !(prefix + suffix).contains(where: { "{}".contains($0) }) else { return nil }
        self.width = width
    }

    func code(_ number: Int64) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits + suffix
    }
}
