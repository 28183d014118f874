import Foundation

/// Looks once over the bytes of a JSON text before anything decodes it: that it is valid UTF-8 and JSON (RFC 8259),
/// nested no deeper than allowed and without duplicate keys, none of which Foundation's decoder checks. On the way it
/// notes where the members of the outermost object lie, so that `data` need not be decoded to read an envelope.
struct JSONScanner {
    struct Fault: Error, Sendable, Equatable {
        enum Kind: String, Sendable { case syntax, depth, duplicateKey, encoding }
        let kind: Kind
        /// Bytes before the fault.
        let offset: Int
    }

    /// Where the values of the outermost object lie; empty for another JSON value.
    private(set) var members: [String: Range<Int>] = [:]
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private let maxDepth: Int

    /// Throws the first fault found.
    static func scan(_ bytes: [UInt8], maxDepth: Int = 32) throws(Fault) -> [String: Range<Int>] {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(kind: .encoding, offset: 0) }
        let result: Result<[String: Range<Int>], Fault> = bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(bytes: buffer, maxDepth: maxDepth)
            do throws(Fault) {
                try scanner.value(depth: 0)
                scanner.skipSpace()
                guard scanner.position == buffer.count else { throw scanner.fault(.syntax) }
                return .success(scanner.members)
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
    }

    private func fault(_ kind: Fault.Kind) -> Fault { Fault(kind: kind, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(Fault) {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(Fault) {
        guard depth <= maxDepth else { throw fault(.depth) }
        var keys: Set<String> = []
        position += 1
        skipSpace()
        if current == UInt8(ascii: "}") { return position += 1 }
        while true {
            skipSpace()
            let start = position
            try string()
            let key = try text(start..<position)
            guard keys.insert(key).inserted else { throw fault(.duplicateKey) }
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw fault(.syntax) }
            position += 1
            skipSpace()
            let valueStart = position
            try value(depth: depth)
            if depth == 1 { members[key] = valueStart..<position }
            skipSpace()
            if current == UInt8(ascii: "}") { return position += 1 }
            guard current == UInt8(ascii: ",") else { throw fault(.syntax) }
            position += 1
        }
    }

    private mutating func array(depth: Int) throws(Fault) {
        guard depth <= maxDepth else { throw fault(.depth) }
        position += 1
        skipSpace()
        if current == UInt8(ascii: "]") { return position += 1 }
        while true {
            try value(depth: depth)
            skipSpace()
            if current == UInt8(ascii: "]") { return position += 1 }
            guard current == UInt8(ascii: ",") else { throw fault(.syntax) }
            position += 1
        }
    }

    private mutating func string() throws(Fault) {
        guard current == UInt8(ascii: "\"") else { throw fault(.syntax) }
        position += 1
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""): return position += 1
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw fault(.syntax)
            default: position += 1
            }
        }
        throw fault(.syntax)
    }

    private mutating func escape() throws(Fault) {
        position += 1
        guard let byte = current else { throw fault(.syntax) }
        position += 1
        if byte == UInt8(ascii: "u") {
            for _ in 0..<4 {
                guard let digit = current, digit.hexDigit != nil else { throw fault(.syntax) }
                position += 1
            }
        } else if !#""\/bfnrt"#.utf8.contains(byte) {
            throw fault(.syntax)
        }
    }

    private mutating func word(_ word: StaticString) throws(Fault) {
        for index in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[index] else { throw fault(.syntax) }
            position += 1
        }
    }

    private mutating func number() throws(Fault) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Fault) {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw fault(.syntax) }
    }

    /// The text of the string literal at `range`, quotes included there.
    private func text(_ range: Range<Int>) throws(Fault) -> String {
        let literal = bytes[range]
        guard literal.contains(UInt8(ascii: "\\")) else {
            return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
        }
        guard let text = try? JSONDecoder().decode(String.self, from: Data(literal)) else { throw fault(.encoding) }
        return text
    }
}
