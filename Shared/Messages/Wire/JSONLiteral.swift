/// Writes texts as JSON string literals: what must be escaped is, slashes and letters beyond ASCII stay as they are.
enum JSONLiteral {
    static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(quote)
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == quote || byte == backslash {
                bytes += utf8[start..<index]
                escape(byte, to: &bytes)
                start = index + 1
            }
            bytes += utf8[start...]
        }
        bytes.append(quote)
    }

    /// As its text form, of which no string is made.
    static func write(_ id: EntityID, to bytes: inout [UInt8]) {
        bytes.append(quote)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: EntityID.textLength) { text in
            bytes += text[..<id.write(to: text)]
        }
        bytes.append(quote)
    }

    static func write(_ instant: Instant, to bytes: inout [UInt8]) {
        let isWritten = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Instant.textLength) { text in
            guard let length = instant.write(to: text) else { return false }
            bytes.append(quote)
            bytes += text[..<length]
            bytes.append(quote)
            return true
        }
        if !isWritten { write(instant.description, to: &bytes) }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case quote: bytes += #"\""#.utf8
        case backslash: bytes += #"\\"#.utf8
        case 0x08: bytes += #"\b"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0C: bytes += #"\f"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes += #"\u00"#.utf8
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
