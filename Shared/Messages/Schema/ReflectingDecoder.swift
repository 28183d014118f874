/// What a type looks like on the wire: its schema and a sample.
struct WireShape {
    var schema: JSONValue
    var sample: JSONValue
}

/// Learns the shape of a type by letting its own `init(from:)` read from a decoder that notes what is asked for and
/// hands out sample values. So the schema says exactly what the decoder does (MSG-2).
///
/// A member is optional where the type asks whether it is there before it reads it, which is what `decodeIfPresent`
/// does.
struct ReflectingDecoder: Decoder {
    let record: ShapeRecord
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ReflectedObject(record: record))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { ReflectedArray(record: record) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        throw ReflectionFault(place: record.place, reason: "is one value, but not a WireLeaf")
    }
}

/// Why a type's shape could not be learnt: its code lacks something, so this concerns programmers only.
package struct ReflectionFault: Error, CustomStringConvertible {
    let place: SamplePlace
    let reason: String
    package var description: String { "\(place): \(reason)" }
}

private struct ReflectedObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let record: ShapeRecord
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool {
        record.optional.insert(key.stringValue)
        return true
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (shape, value) = try record.reflect(type, at: record.place.member(key.stringValue))
        record.members[key.stringValue] = shape
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw unsupported(key) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw unsupported(key) }
    func superDecoder() throws -> any Decoder {
        throw ReflectionFault(place: record.place, reason: "classes are not on the wire")
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw unsupported(key) }

    private func unsupported(_ key: Key) -> ReflectionFault {
        ReflectionFault(place: record.place.member(key.stringValue), reason: "has no type of its own")
    }
}

private struct ReflectedArray: UnkeyedDecodingContainer {
    let record: ShapeRecord
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var isAtEnd: Bool { currentIndex > 0 }

    init(record: ShapeRecord) {
        self.record = record
        record.isArray = true
    }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        let (shape, value) = try record.reflect(type, at: record.place)
        record.item = shape
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { throw unsupported }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unsupported }
    mutating func superDecoder() throws -> any Decoder { throw unsupported }

    private var unsupported: ReflectionFault {
        ReflectionFault(place: record.place, reason: "has items without a type of their own")
    }
}
