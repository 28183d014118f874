/// A binding key of a topic exchange: words between dots, where `*` stands for one word and `#` for any number.
struct TopicPattern: Sendable {
    private let words: [Substring]

    init(_ key: String) { words = Self.words(of: key) }

    func matches(_ routingKey: String) -> Bool {
        Self.matches(words[...], Self.words(of: routingKey)[...])
    }

    private static func words(of key: String) -> [Substring] {
        key.isEmpty ? [] : key.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func matches(_ pattern: ArraySlice<Substring>, _ key: ArraySlice<Substring>) -> Bool {
        guard let word = pattern.first else { return key.isEmpty }
        if word == "#" {
            let rest = pattern.dropFirst()
            return (key.startIndex...key.endIndex).contains { matches(rest, key[$0...]) }
        }
        guard let first = key.first, word == "*" || word == first else { return false }
        return matches(pattern.dropFirst(), key.dropFirst())
    }
}
