/// Reads JSON (RFC 8259) from bytes, value by value, without building a tree. It keeps to the grammar everywhere, also
/// in members that nobody asks for, and needs no stack for nesting: a file of a million brackets is an error or is
/// skipped, never a crash.
///
/// The bytes are valid UTF-8 and outlive the scanner; both are the caller's promise (`ProblemReader.read`).
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The byte at the position, 0 at the end (no token begins with 0).
    @inline(__always)
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// The first byte of the next token, still unread.
    @inline(__always)
    mutating func next() -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return 0
    }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard next() == byte, position < bytes.count else { return false }
        position += 1
        return true
    }

    /// Takes `null`, if that is what comes.
    mutating func takeNull() throws -> Bool {
        guard next() == UInt8(ascii: "n") else { return false }
        try word("null")
        return true
    }

    mutating func word(_ word: StaticString) throws {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw malformed() }
        for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] { throw malformed() }
        position += length
    }

    /// Reads an object; `member` gets each name and must read its value.
    @inline(__always)
    mutating func object(
        _ member: (inout JSONScanner, JSONText) throws -> Void
    ) throws {
        guard take(UInt8(ascii: "{")) else { throw wrongType("an object") }
        if take(UInt8(ascii: "}")) { return }
        repeat {
            guard next() == UInt8(ascii: "\"") else { throw malformed() }
            let name = try text()
            guard take(UInt8(ascii: ":")) else { throw malformed() }
            try member(&self, name)
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed() }
    }

    /// Reads a list; `element` gets each index and must read the value. Errors name the index.
    @inline(__always)
    mutating func list(_ element: (inout JSONScanner) throws -> Void) throws {
        guard take(UInt8(ascii: "[")) else { throw wrongType("a list") }
        if take(UInt8(ascii: "]")) { return }
        var index = 0
        repeat {
            do { try element(&self) } catch let error as ProblemError { throw error.inside("[\(index)]") }
            index += 1
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed() }
    }

    func malformed() -> ProblemError { ProblemError("not valid JSON at byte \(position)") }

    /// What comes is not what is named here; or it is no JSON at all.
    mutating func wrongType(_ wanted: String) -> ProblemError {
        switch next() {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "t"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            ProblemError("must be \(wanted)")
        default: malformed()
        }
    }
}
