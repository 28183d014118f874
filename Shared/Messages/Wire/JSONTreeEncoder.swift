import Foundation

extension JSONTree {
    /// Nothing where Foundation must be asked, which has rules of its own for fractions, dates and the like, and where
    /// `value` throws.
    package static func of(_ value: some Encodable) -> JSONTree? {
        let tree = JSONTree()
        do { try TreeEncoder(tree: tree, node: root).encode(value) } catch { return nil }
        if case .nothing = tree.kind { return nil }
        return tree.isUnsure ? nil : tree
    }
}

/// One value: an encoder, and a container of the one value.
private struct TreeEncoder: Encoder, SingleValueEncodingContainer {
    let tree: JSONTree
    let node: Int32

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        tree.set(.object, at: node)
        return KeyedEncodingContainer(MemberContainer<Key>(tree: tree, node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        tree.set(.array, at: node)
        return ElementContainer(tree: tree, node: node)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { tree.set(.null, at: node) }
    func encode(_ value: Bool) { tree.set(.bool(value), at: node) }
    func encode(_ value: String) { tree.set(.string(value), at: node) }
    func encode(_ value: Double) throws { throw tree.giveUp() }
    func encode(_ value: Float) throws { throw tree.giveUp() }
    func encode(_ value: Int) { tree.set(.integer(Int64(value)), at: node) }
    func encode(_ value: Int8) { tree.set(.integer(Int64(value)), at: node) }
    func encode(_ value: Int16) { tree.set(.integer(Int64(value)), at: node) }
    func encode(_ value: Int32) { tree.set(.integer(Int64(value)), at: node) }
    func encode(_ value: Int64) { tree.set(.integer(value), at: node) }
    func encode(_ value: UInt) { tree.set(.unsigned(UInt64(value)), at: node) }
    func encode(_ value: UInt8) { tree.set(.unsigned(UInt64(value)), at: node) }
    func encode(_ value: UInt16) { tree.set(.unsigned(UInt64(value)), at: node) }
    func encode(_ value: UInt32) { tree.set(.unsigned(UInt64(value)), at: node) }
    func encode(_ value: UInt64) { tree.set(.unsigned(value), at: node) }

    func encode<T: Encodable>(_ value: T) throws {
        let type = T.self
        // The types are the same: a cast that asks would take longer than all else.
        if type == EntityID.self { return tree.set(.id(unsafeBitCast(value, to: EntityID.self)), at: node) }
        if type == Instant.self { return tree.set(.instant(unsafeBitCast(value, to: Instant.self)), at: node) }
        if type == [EntityID].self {
            tree.set(.array, at: node)
            for id in unsafeBitCast(value, to: [EntityID].self) { _ = tree.add(to: node, .id(id)) }
            return
        }
        if type == Date.self || type == Data.self || type == URL.self || type == Decimal.self { throw tree.giveUp() }
        try value.encode(to: self)
    }
}

/// The members of an object.
private struct MemberContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let tree: JSONTree
    let node: Int32

    var codingPath: [any CodingKey] { [] }

    private func member(_ key: Key) -> TreeEncoder {
        TreeEncoder(tree: tree, node: tree.add(key.stringValue, to: node))
    }

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
    func superEncoder() -> any Encoder { TreeEncoder(tree: tree, node: tree.add("super", to: node)) }
    func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}

/// The elements of an array.
private struct ElementContainer: UnkeyedEncodingContainer {
    let tree: JSONTree
    let node: Int32

    var codingPath: [any CodingKey] { [] }
    var count: Int { tree.count(of: node) }

    private func element() -> TreeEncoder { TreeEncoder(tree: tree, node: tree.add(to: node)) }

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
