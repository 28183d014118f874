/// Text from outside made safe for the template engine.
enum PrintableText {
    private static let markup: Set<Unicode.Scalar> = ["<", ">", "&", "\"", "'"]

    /// The same text without control characters, and with every markup character standing alone.
    ///
    /// swift-mustache escapes whole characters (grapheme clusters): it would not see the `<` in a cluster such as
    /// U+0600 `<`, and `<script>` after U+0600 would reach the page as it is.
    static func cleaned(_ text: String) -> String {
        var cleaned = ""
        cleaned.reserveCapacity(text.utf8.count)
        for character in text {
            let scalars = character.unicodeScalars
            if let hidden = scalars.first(where: markup.contains), scalars.count > 1 {
                cleaned.unicodeScalars.append(hidden)
            } else if !scalars.contains(where: isControl) {
                cleaned.append(character)
            }
        }
        return cleaned
    }

    /// Nil for blanks too, which print nothing.
    static func filled(_ text: String?) -> String? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        // Overrides of the direction of writing: a name could make the amount after it read backwards.
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: scalar.properties.generalCategory == .control
        }
    }
}
