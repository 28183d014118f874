extension JSONScanner {
    /// Passes a value of any type that nobody asked for, checking its grammar.
    mutating func skip() throws {
        var open: [UInt8] = []
        repeat {
            if try enter(&open) { continue }
            try leave(&open)
        } while !open.isEmpty
    }

    /// Passes a simple value, or the beginning of a list or object that is not empty; true for such a beginning.
    private mutating func enter(_ open: inout [UInt8]) throws -> Bool {
        let first = next()
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            position += 1
            guard !take(first + 2) else { return false }
            open.append(first + 2)
            if first == UInt8(ascii: "{") { try memberName() }
            return true
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
        default: throw malformed()
        }
        return false
    }

    /// Behind a value: passes a comma, or the ends of what is complete now. `[` and `{` are two less than their ends.
    private mutating func leave(_ open: inout [UInt8]) throws {
        while let end = open.last {
            if take(UInt8(ascii: ",")) {
                if end == UInt8(ascii: "}") { try memberName() }
                return
            }
            guard take(end) else { throw malformed() }
            open.removeLast()
        }
    }

    private mutating func memberName() throws {
        guard next() == UInt8(ascii: "\"") else { throw malformed() }
        _ = try text()
        guard take(UInt8(ascii: ":")) else { throw malformed() }
    }
}
