/// JSON values on their way from Swift values to bytes: those of one text in one list, so that none costs an allocation of
/// its own.
package final class JSONTree {
    package enum Kind {
        case nothing, null, bool(Bool), integer(Int64), unsigned(UInt64), string(String), array, object
        /// The commonest texts: no string is made of them.
        case id(EntityID), instant(Instant)
    }

    private struct Node {
        var kind = Kind.nothing
        /// Of a member; an element of an array has none.
        var key: String
        /// The key's first bytes as a number: where two differ in them nothing else is compared.
        var order: UInt64
        /// Elements or members: the first and the last; and the next of the same parent. 0, which is the root, is none.
        var first: Int32 = 0
        var last: Int32 = 0
        var next: Int32 = 0
        var count: Int32 = 0
    }

    private var nodes: [Node] = [Node(key: "", order: 0)]
    /// Of the objects that are being written: their members in order, those of the innermost last.
    private var members: [Int32] = []

    static let root: Int32 = 0
    /// Whether something was met that only Foundation writes, even if a `try?` has hidden it.
    private(set) var isUnsure = false

    struct GivenUp: Error {}

    func giveUp() -> GivenUp {
        isUnsure = true
        return GivenUp()
    }

    // MARK: Making

    /// Of the root.
    package var kind: Kind { nodes[0].kind }

    func set(_ kind: Kind, at node: Int32) { nodes[Int(node)].kind = kind }
    func count(of node: Int32) -> Int { Int(nodes[Int(node)].count) }

    /// A new last element or member.
    func add(_ key: String = "", to parent: Int32, _ kind: Kind = .nothing) -> Int32 {
        let child = Int32(nodes.count)
        nodes.append(Node(kind: kind, key: key, order: Self.order(key)))
        nodes.withUnsafeMutableBufferPointer { nodes in
            let parent = Int(parent)
            if nodes[parent].first == 0 {
                nodes[parent].first = child
            } else {
                nodes[Int(nodes[parent].last)].next = child
            }
            nodes[parent].last = child
            nodes[parent].count += 1
        }
        return child
    }

    private static func order(_ key: String) -> UInt64 {
        var (number, count) = (UInt64(0), 0)
        for byte in key.utf8 {
            number = number << 8 | UInt64(byte)
            count += 1
            if count == 8 { return number }
        }
        return number << UInt64(8 * (8 - count))
    }

    // MARK: Writing

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(nodes.count * 24)
        write(0, to: &bytes)
        return bytes
    }

    private func write(_ node: Int, to bytes: inout [UInt8]) {
        switch nodes[node].kind {
        case .nothing, .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += value.description.utf8
        case .unsigned(let value): bytes += value.description.utf8
        case .string(let value): JSONLiteral.write(value, to: &bytes)
        case .id(let value): JSONLiteral.write(value, to: &bytes)
        case .instant(let value): JSONLiteral.write(value, to: &bytes)
        case .array:
            bytes.append(UInt8(ascii: "["))
            var child = Int(nodes[node].first)
            while child != 0 {
                write(child, to: &bytes)
                child = Int(nodes[child].next)
                if child != 0 { bytes.append(UInt8(ascii: ",")) }
            }
            bytes.append(UInt8(ascii: "]"))
        case .object:
            bytes.append(UInt8(ascii: "{"))
            let first = members.count
            listMembers(of: node)
            for place in first..<members.count {
                if place > first { bytes.append(UInt8(ascii: ",")) }
                let child = Int(members[place])
                JSONLiteral.write(nodes[child].key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                write(child, to: &bytes)
            }
            members.removeLast(members.count - first)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// In the order of their names, so that equal values are equal bytes.
    private func listMembers(of object: Int) {
        let first = members.count
        var child = nodes[object].first
        while child != 0 {
            members.append(child)
            child = nodes[Int(child)].next
        }
        if members.count - first > 32 {
            members[first...].sort(by: precedes)
        } else {
            insertInOrder(from: first)
        }
    }

    /// The quickest for the few members that a record has.
    private func insertInOrder(from first: Int) {
        for end in first..<members.count {
            let member = members[end]
            var place = end
            while place > first, precedes(member, members[place - 1]) {
                members[place] = members[place - 1]
                place -= 1
            }
            members[place] = member
        }
    }

    private func precedes(_ a: Int32, _ b: Int32) -> Bool {
        let (first, second) = (nodes[Int(a)].order, nodes[Int(b)].order)
        return first == second ? nodes[Int(a)].key < nodes[Int(b)].key : first < second
    }
}

@available(*, unavailable)
extension JSONTree: Sendable {}
