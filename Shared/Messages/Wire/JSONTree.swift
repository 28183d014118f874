/// A JSON value on its way from a Swift value to bytes.
package final class JSONTree {
    package enum Kind {
        case nothing, null, bool(Bool), integer(Int64), unsigned(UInt64), string(String), array, object
    }

    package internal(set) var kind = Kind.nothing
    /// Elements of an array, members of an object. An element has no key.
    private(set) var children: [(key: String, value: JSONTree)] = []

    func add(_ key: String = "") -> JSONTree {
        let child = JSONTree()
        children.append((key, child))
        return child
    }

    /// The members in the order of their names, so that equal values are equal bytes.
    package func write(to bytes: inout [UInt8]) {
        switch kind {
        case .nothing, .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += value.description.utf8
        case .unsigned(let value): bytes += value.description.utf8
        case .string(let value): JSONLiteral.write(value, to: &bytes)
        case .array:
            bytes.append(UInt8(ascii: "["))
            for (index, child) in children.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                child.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object:
            bytes.append(UInt8(ascii: "{"))
            for (index, child) in children.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONLiteral.write(child.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                child.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes)
        return bytes
    }
}

@available(*, unavailable)
extension JSONTree: Sendable {}
