/// Where a JSON string lies in the bytes, without its quotes, still escaped.
struct JSONText {
    var start: Int
    var end: Int
    var isEscaped: Bool
}

extension JSONScanner {
    /// Reads a string and checks its grammar; its content is decoded only where somebody needs it.
    @inline(__always)
    mutating func text() throws -> JSONText {
        guard take(UInt8(ascii: "\"")) else { throw wrongType("a text") }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return JSONText(start: start, end: position - 1, isEscaped: false)
            }
            guard byte != UInt8(ascii: "\\") else { return try escapedText(from: start) }
            guard byte >= 0x20 else { throw malformed() }
            position += 1
        }
        throw malformed()
    }

    private mutating func escapedText(from start: Int) throws -> JSONText {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte >= 0x20 else { throw malformed() }
            position += 1
            if byte == UInt8(ascii: "\"") { return JSONText(start: start, end: position - 1, isEscaped: true) }
            if byte == UInt8(ascii: "\\") { try escape() }
        }
        throw malformed()
    }

    /// Passes what stands behind a backslash.
    private mutating func escape() throws {
        let letter = byte
        guard "\"\\/bfnrtu".utf8.contains(letter) else { throw malformed() }
        position += 1
        guard letter == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard hexValue(byte) != nil else { throw malformed() }
            position += 1
        }
    }

    /// The UTF-8 bytes that a string stands for. A lone surrogate stands for none.
    func decoded(_ text: JSONText) throws -> [UInt8] {
        let raw = bytes[text.start..<text.end]
        return text.isEscaped ? try unescaped(raw) : Array(raw)
    }

    private func unescaped(_ raw: Slice<UnsafeBufferPointer<UInt8>>) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex {
            guard raw[index] == UInt8(ascii: "\\") else {
                result.append(raw[index])
                index += 1
                continue
            }
            let letter = raw[index + 1]
            index += 2
            if letter == UInt8(ascii: "u") {
                result.append(contentsOf: Array(String(try scalar(raw, &index)).utf8))
            } else {
                result.append(Self.escapes[letter] ?? letter)
            }
        }
        return result
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "t"): 0x09,
    ]

    /// The scalar of `\uXXXX`, or of two of them that are a surrogate pair; the index is behind the `u`.
    private func scalar(
        _ raw: Slice<UnsafeBufferPointer<UInt8>>, _ index: inout Int
    ) throws -> Unicode.Scalar {
        let first = codeUnit(raw, &index)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, index + 6 <= raw.endIndex, raw[index] == UInt8(ascii: "\\"),
            raw[index + 1] == UInt8(ascii: "u")
        else { throw ProblemError("contains half of a surrogate pair") }
        index += 2
        let second = codeUnit(raw, &index)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw ProblemError("contains half of a surrogate pair") }
        return scalar
    }

    private func codeUnit(_ raw: Slice<UnsafeBufferPointer<UInt8>>, _ index: inout Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            value = value << 4 | (hexValue(raw[index]) ?? 0)
            index += 1
        }
        return value
    }

    private func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
