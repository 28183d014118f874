import Foundation

extension JSONTree {
    /// Nothing where Foundation must be asked, which has rules of its own for fractions, dates and the like, and where
    /// `value` throws.
    package static func of(_ value: some Encodable) -> JSONTree? {
        let writing = JSONWriting()
        let tree = JSONTree()
        do { try TreeEncoder(writing: writing, tree: tree).encode(value) } catch { return nil }
        if case .nothing = tree.kind { return nil }
        return writing.isUnsure ? nil : tree
    }
}

/// Whether something was met that only Foundation writes, even if a `try?` has hidden it.
private final class JSONWriting {
    private(set) var isUnsure = false

    struct GivenUp: Error {}

    func giveUp() -> GivenUp {
        isUnsure = true
        return GivenUp()
    }
}

/// One value: an encoder, and a container of the one value.
private struct TreeEncoder: Encoder, SingleValueEncodingContainer {
    let writing: JSONWriting
    let tree: JSONTree

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        tree.kind = .object
        return KeyedEncodingContainer(MemberContainer<Key>(writing: writing, tree: tree))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        tree.kind = .array
        return ElementContainer(writing: writing, tree: tree)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { tree.kind = .null }
    func encode(_ value: Bool) { tree.kind = .bool(value) }
    func encode(_ value: String) { tree.kind = .string(value) }
    func encode(_ value: Double) throws { throw writing.giveUp() }
    func encode(_ value: Float) throws { throw writing.giveUp() }
    func encode(_ value: Int) { tree.kind = .integer(Int64(value)) }
    func encode(_ value: Int8) { tree.kind = .integer(Int64(value)) }
    func encode(_ value: Int16) { tree.kind = .integer(Int64(value)) }
    func encode(_ value: Int32) { tree.kind = .integer(Int64(value)) }
    func encode(_ value: Int64) { tree.kind = .integer(value) }
    func encode(_ value: UInt) { tree.kind = .unsigned(UInt64(value)) }
    func encode(_ value: UInt8) { tree.kind = .unsigned(UInt64(value)) }
    func encode(_ value: UInt16) { tree.kind = .unsigned(UInt64(value)) }
    func encode(_ value: UInt32) { tree.kind = .unsigned(UInt64(value)) }
    func encode(_ value: UInt64) { tree.kind = .unsigned(value) }

    func encode<T: Encodable>(_ value: T) throws {
        let type = T.self
        if type == Date.self || type == Data.self || type == URL.self || type == Decimal.self { throw writing.giveUp() }
        try value.encode(to: self)
    }
}

/// The members of an object.
private struct MemberContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writing: JSONWriting
    let tree: JSONTree

    var codingPath: [any CodingKey] { [] }

    private func member(_ key: Key) -> TreeEncoder { TreeEncoder(writing: writing, tree: tree.add(key.stringValue)) }

    func encodeNil(forKey key: Key) { member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int8, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int16, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int32, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt8, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt16, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt32, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt64, forKey key: Key) { member(key).encode(value) }
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try member(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { member(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { member(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { TreeEncoder(writing: writing, tree: tree.add("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}

/// The elements of an array.
private struct ElementContainer: UnkeyedEncodingContainer {
    let writing: JSONWriting
    let tree: JSONTree

    var codingPath: [any CodingKey] { [] }
    var count: Int { tree.children.count }

    private func element() -> TreeEncoder { TreeEncoder(writing: writing, tree: tree.add()) }

    func encodeNil() { element().encodeNil() }
    func encode(_ value: Bool) { element().encode(value) }
    func encode(_ value: String) { element().encode(value) }
    func encode(_ value: Double) throws { try element().encode(value) }
    func encode(_ value: Float) throws { try element().encode(value) }
    func encode(_ value: Int) { element().encode(value) }
    func encode(_ value: Int8) { element().encode(value) }
    func encode(_ value: Int16) { element().encode(value) }
    func encode(_ value: Int32) { element().encode(value) }
    func encode(_ value: Int64) { element().encode(value) }
    func encode(_ value: UInt) { element().encode(value) }
    func encode(_ value: UInt8) { element().encode(value) }
    func encode(_ value: UInt16) { element().encode(value) }
    func encode(_ value: UInt32) { element().encode(value) }
    func encode(_ value: UInt64) { element().encode(value) }
    func encode<T: Encodable>(_ value: T) throws { try element().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        element().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
    func superEncoder() -> any Encoder { element() }
}
