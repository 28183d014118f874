import Foundation

/// A JSON text that `JSONScanner` has found well-formed, and where its values lie in it.
struct JSONText: Sendable {
    enum Kind: UInt8, Sendable { case null, `true`, `false`, number, string, escapedString, array, object }

    /// One value or key. What an array or object holds follows it: elements, or keys and values in turn.
    struct Node: Sendable {
        var kind: Kind
        /// Elements of an array, members of an object.
        var count: Int32 = 0
        /// Where the value lies, quotes included.
        var start: Int32
        var end: Int32 = 0
        /// The first node that is not part of this one.
        var next: Int32 = 0

        init(kind: Kind, start: Int32) {
            self.kind = kind
            self.start = start
        }

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    let bytes: [UInt8]
    let nodes: [Node]
    /// Whether a key is written with escapes: finding members is slow then, and Foundation reads such a text.
    let hasEscapedKeys: Bool

    /// The value of the object's member, or nothing.
    func member(_ name: String, of object: Int) -> Int? {
        guard nodes[object].kind == .object else { return nil }
        var name = name
        return name.withUTF8 { name in
            var key = object + 1
            for _ in 0..<nodes[object].count {
                if isKey(key, name) { return key + 1 }
                key = Int(nodes[key + 1].next)
            }
            return nil
        }
    }

    private func isKey(_ key: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let node = nodes[key]
        guard node.kind == .string else {
            // One byte is written with six at most.
            let length = node.range.count - 2
            guard length >= name.count, length <= 6 * name.count else { return false }
            return string(key).map { Array($0.utf8) == Array(name) } ?? false
        }
        let start = Int(node.start) + 1
        guard Int(node.end) - 1 - start == name.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<name.count where bytes[start + offset] != name[offset] { return false }
            return true
        }
    }

    /// The text of a string or key; nothing for another value and for half of a character.
    func string(_ node: Int) -> String? {
        switch nodes[node].kind {
        case .string: String(decoding: content(node), as: UTF8.self)
        case .escapedString: try? JSONDecoder().decode(String.self, from: Data(bytes[nodes[node].range]))
        default: nil
        }
    }

    /// The bytes between the quotes.
    func content(_ node: Int) -> ArraySlice<UInt8> {
        let range = nodes[node].range
        return bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
    }

    /// Nothing where it is no whole number, or is written with a point or an exponent, or does not fit.
    func integer(_ node: Int) -> Int64? {
        guard nodes[node].kind == .number else { return nil }
        let digits = bytes[nodes[node].range]
        if digits.first == UInt8(ascii: "-") { return Instant.number(digits.dropFirst()).map { -$0 } }
        return Instant.number(digits)
    }

    /// The members of the outermost object, by their names.
    var members: [String: Range<Int>] {
        var members: [String: Range<Int>] = [:]
        guard nodes[0].kind == .object else { return members }
        var key = 1
        for _ in 0..<nodes[0].count {
            if let name = string(key) { members[name] = nodes[key + 1].range }
            key = Int(nodes[key + 1].next)
        }
        return members
    }
}
