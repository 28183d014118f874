import Foundation

/// Looks once over the bytes of a JSON text before anything decodes it: that it is valid UTF-8 and JSON (RFC 8259),
/// nested no deeper than allowed and without duplicate keys, none of which Foundation's decoder checks. On the way it
/// notes where every value lies, so that nothing is looked for twice.
struct JSONScanner {
    struct Fault: Error, Sendable, Equatable {
        enum Kind: String, Sendable { case syntax, depth, duplicateKey, encoding }
        let kind: Kind
        /// Bytes before the fault.
        let offset: Int
    }

    private var nodes: [JSONText.Node] = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private let maxDepth: Int
    /// Whether the string read last holds a backslash.
    private var hasEscape = false
    private var hasEscapedKeys = false
    /// Members of an object up to which a new key is compared with each earlier one, which is quickest for few.
    private static let fewKeys = 24

    /// Throws the first fault found.
    static func scan(_ bytes: [UInt8], maxDepth: Int = 32) throws(Fault) -> JSONText {
        let text: Result<(nodes: [JSONText.Node], hasEscapedKeys: Bool), Fault> = bytes.withUnsafeBufferPointer {
            buffer in
            do throws(Fault) {
                guard isUTF8(buffer) else { throw Fault(kind: .encoding, offset: 0) }
                var scanner = JSONScanner(bytes: buffer, maxDepth: maxDepth)
                try scanner.value(depth: 0)
                scanner.skipSpace()
                guard scanner.position == buffer.count else { throw scanner.fault(.syntax) }
                return .success((scanner.nodes, scanner.hasEscapedKeys))
            } catch { return .failure(error) }
        }
        let found = try text.get()
        return JSONText(bytes: bytes, nodes: found.nodes, hasEscapedKeys: found.hasEscapedKeys)
    }

    private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.reduce(0, |) < 0x80 || String(validating: bytes, as: UTF8.self) != nil
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
        nodes.reserveCapacity(bytes.count / 12 + 8)
    }

    private func fault(_ kind: Fault.Kind) -> Fault { Fault(kind: kind, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(Fault) {
        skipSpace()
        let index = nodes.count
        nodes.append(JSONText.Node(kind: .null, start: Int32(truncatingIfNeeded: position)))
        switch current {
        case UInt8(ascii: "{"):
            nodes[index].kind = .object
            try object(index, depth: depth + 1)
        case UInt8(ascii: "["):
            nodes[index].kind = .array
            try array(index, depth: depth + 1)
        case UInt8(ascii: "\""):
            try string()
            nodes[index].kind = hasEscape ? .escapedString : .string
        case UInt8(ascii: "t"):
            nodes[index].kind = .true
            try word("true")
        case UInt8(ascii: "f"):
            nodes[index].kind = .false
            try word("false")
        case UInt8(ascii: "n"): try word("null")
        default:
            nodes[index].kind = .number
            try number()
        }
        close(index)
    }

    private mutating func close(_ index: Int) {
        nodes[index].end = Int32(truncatingIfNeeded: position)
        nodes[index].next = Int32(truncatingIfNeeded: nodes.count)
    }

    private mutating func object(_ object: Int, depth: Int) throws(Fault) {
        guard depth <= maxDepth else { throw fault(.depth) }
        var keys = Keys()
        position += 1
        skipSpace()
        if current == UInt8(ascii: "}") { return position += 1 }
        while true {
            skipSpace()
            try key(of: object, &keys)
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw fault(.syntax) }
            position += 1
            try value(depth: depth)
            skipSpace()
            nodes[object].count += 1
            if current == UInt8(ascii: "}") { return position += 1 }
            guard current == UInt8(ascii: ",") else { throw fault(.syntax) }
            position += 1
        }
    }

    /// The keys of an object so far, in the form in which a new one is looked for quickest.
    private struct Keys {
        /// A bit for each hash of a key that was there: where it is not set, the key is new.
        var hashes: UInt64 = 0
        /// All of them, once they are many or one is written with escapes.
        var texts: Set<String>?
    }

    private mutating func key(of object: Int, _ keys: inout Keys) throws(Fault) {
        let index = nodes.count
        nodes.append(JSONText.Node(kind: .string, start: Int32(truncatingIfNeeded: position)))
        try string()
        close(index)
        if hasEscape {
            nodes[index].kind = .escapedString
            hasEscapedKeys = true
        }
        if keys.texts == nil, hasEscape || nodes[object].count >= Self.fewKeys {
            keys.texts = try earlierKeys(of: object, before: index)
        }
        if keys.texts != nil {
            let text = try text(nodes[index].range)
            guard keys.texts?.insert(text).inserted == true else { throw fault(.duplicateKey) }
        } else {
            let bit = hashBit(nodes[index].range)
            if keys.hashes & bit != 0, isKnown(index, of: object) { throw fault(.duplicateKey) }
            keys.hashes |= bit
        }
    }

    private func hashBit(_ key: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0
        for byte in bytes[key] { hash = (hash ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
        return 1 << (hash >> 58)
    }

    private func isKnown(_ key: Int, of object: Int) -> Bool {
        var earlier = object + 1
        while earlier < key {
            if bytes[nodes[earlier].range].elementsEqual(bytes[nodes[key].range]) { return true }
            earlier = Int(nodes[earlier + 1].next)
        }
        return false
    }

    private func earlierKeys(of object: Int, before index: Int) throws(Fault) -> Set<String> {
        var texts: Set<String> = []
        var earlier = object + 1
        while earlier < index {
            texts.insert(try text(nodes[earlier].range))
            earlier = Int(nodes[earlier + 1].next)
        }
        return texts
    }

    private mutating func array(_ array: Int, depth: Int) throws(Fault) {
        guard depth <= maxDepth else { throw fault(.depth) }
        position += 1
        skipSpace()
        if current == UInt8(ascii: "]") { return position += 1 }
        while true {
            try value(depth: depth)
            skipSpace()
            nodes[array].count += 1
            if current == UInt8(ascii: "]") { return position += 1 }
            guard current == UInt8(ascii: ",") else { throw fault(.syntax) }
            position += 1
        }
    }

    private mutating func string() throws(Fault) {
        guard current == UInt8(ascii: "\"") else { throw fault(.syntax) }
        position += 1
        hasEscape = false
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""): return position += 1
            case UInt8(ascii: "\\"):
                hasEscape = true
                try escape()
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
