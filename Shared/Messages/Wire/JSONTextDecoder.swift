import Foundation

/// Decodes from a scanned text without parsing it again; Foundation takes ten times as long.
///
/// It reads what Quen writes. At anything else (a number with a fraction, a type that Foundation has rules of its own for)
/// and at every failure it gives up, and the caller asks Foundation, whose word is the last: so both accept the same
/// texts and name faults alike.
final class JSONReading {
    let text: JSONText
    /// Whether something was met that only Foundation decides, even if a `try?` has hidden it.
    fileprivate(set) var isUnsure = false
    /// The names asked for, by the object in which they were looked for; nothing while nobody wants to know. Values that
    /// only Foundation reads are given to it one by one then.
    private(set) var asked: [Int: Set<String>]?

    /// The innermost type that the first value refused was to be.
    private var refused: (any Decodable.Type)?

    init(_ text: JSONText, notesNames: Bool = false) {
        self.text = text
        asked = notesNames ? [:] : nil
    }

    /// Nothing where Foundation must be asked.
    static func decode<T: Decodable>(_ type: T.Type, from text: JSONText, at node: Int) -> T? {
        guard !text.hasEscapedKeys else { return nil }
        let reading = JSONReading(text)
        let value = try? NodeDecoder(reading: reading, node: node).decode(type)
        return reading.isUnsure ? nil : value
    }

    /// What a container throws; never seen outside, because Foundation then says it better.
    fileprivate struct GivenUp: Error {}

    fileprivate func giveUp() -> GivenUp {
        isUnsure = true
        return GivenUp()
    }

    fileprivate func note(_ name: String, in object: Int) { asked?[object, default: []].insert(name) }
    fileprivate func noteOpened(_ object: Int) { if asked?[object] == nil { asked?[object] = [] } }

    /// What only Foundation reads.
    fileprivate func byFoundation<T: Decodable>(_ type: T.Type, _ node: Int) throws -> T {
        guard asked != nil else { throw giveUp() }
        return try JSONDecoder().decode(type, from: Data(text.bytes[text.nodes[node].range]))
    }

    fileprivate func noteRefused(_ type: any Decodable.Type) { refused = refused ?? type }

    /// The values of which one was asked for where the first fault of `bytes` is; nothing where it is another fault.
    static func allowedValues<T: Decodable>(_ type: T.Type, readFrom bytes: [UInt8]) -> [String]? {
        guard let text = try? JSONScanner.scan(bytes) else { return nil }
        let reading = JSONReading(text)
        _ = try? NodeDecoder(reading: reading, node: 0).decode(type)
        return (reading.refused as? any CaseIterable.Type).flatMap { values(of: $0) }
    }

    private static func values<C: CaseIterable>(of type: C.Type) -> [String]? {
        let values = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        return values.isEmpty ? nil : values
    }

    /// The names that `type` looks for in each object of `text` that it reads; nothing where it cannot be read.
    static func names<T: Decodable>(_ type: T.Type, readFrom text: JSONText) -> [Int: Set<String>]? {
        let reading = JSONReading(text, notesNames: true)
        guard (try? NodeDecoder(reading: reading, node: 0).decode(type)) != nil else { return nil }
        return reading.asked
    }
}

@available(*, unavailable)
extension JSONReading: Sendable {}

/// One value: a decoder, and a container of the one value.
private struct NodeDecoder: Decoder, SingleValueDecodingContainer {
    let reading: JSONReading
    let node: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var text: JSONText { reading.text }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard text.nodes[node].kind == .object else { throw mismatch([String: String].self) }
        reading.noteOpened(node)
        return KeyedDecodingContainer(MemberContainer<Key>(reading: reading, node: node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard text.nodes[node].kind == .array else { throw mismatch([String].self) }
        return ElementContainer(reading: reading, array: node)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { text.nodes[node].kind == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch text.nodes[node].kind {
        case .true: true
        case .false: false
        default: throw mismatch(type)
        }
    }

    func decode(_ type: String.Type) throws -> String {
        if let string = text.string(node) { return string }
        throw text.nodes[node].kind == .escapedString ? reading.giveUp() : mismatch(type)
    }

    func decode(_ type: Double.Type) throws -> Double { try reading.byFoundation(type, node) }
    func decode(_ type: Float.Type) throws -> Float { try reading.byFoundation(type, node) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if type == EntityID.self, text.nodes[node].kind == .string {
            // The commonest value: no text is made of it.
            guard let id = EntityID(utf8: text.content(node)) as? T else { return try reading.byFoundation(type, node) }
            return id
        }
        if type == Date.self || type == Data.self || type == URL.self || type == Decimal.self {
            return try reading.byFoundation(type, node)
        }
        do { return try T(from: self) } catch {
            reading.noteRefused(type)
            throw error
        }
    }

    private func integer<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T {
        guard text.nodes[node].kind == .number else { throw mismatch(type) }
        if let value = text.integer(node).flatMap({ T(exactly: $0) }) { return value }
        return try reading.byFoundation(type, node)
    }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, DecodingError.Context(codingPath: [], debugDescription: ""))
    }
}

/// The members of an object.
private struct MemberContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let reading: JSONReading
    let node: Int

    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] {
        let text = reading.text
        var key = node + 1
        return (0..<text.nodes[node].count).compactMap { _ in
            defer { key = Int(text.nodes[key + 1].next) }
            guard let name = text.string(key), let known = Key(stringValue: name) else { return nil }
            reading.note(name, in: node)
            return known
        }
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    private func find(_ key: Key) -> NodeDecoder? {
        reading.note(key.stringValue, in: node)
        return reading.text.member(key.stringValue, of: node).map { NodeDecoder(reading: reading, node: $0) }
    }

    private func value(_ key: Key) throws -> NodeDecoder {
        if let value = find(key) { return value }
        throw DecodingError.keyNotFound(key, DecodingError.Context(codingPath: [], debugDescription: ""))
    }

    private func present(_ key: Key) -> NodeDecoder? {
        guard let value = find(key), !value.decodeNil() else { return nil }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).decode(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).decode(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).decode(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).decode(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).decode(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).decode(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).decode(type) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try value(key).decode(type) }

    // The default ones look for the member three times.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.decode(type) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decode(type) }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try present(key)?.decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try value(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try value(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { throw reading.giveUp() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw reading.giveUp() }
}

/// The elements of an array, one after the other.
private struct ElementContainer: UnkeyedDecodingContainer {
    let reading: JSONReading
    private let total: Int
    private(set) var currentIndex = 0
    private var node: Int

    init(reading: JSONReading, array: Int) {
        self.reading = reading
        total = Int(reading.text.nodes[array].count)
        node = array + 1
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { total }
    var isAtEnd: Bool { currentIndex == total }

    /// Goes on only after a success, as containers do.
    private mutating func next<T>(_ read: (NodeDecoder) throws -> T) throws -> T {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                T.self, DecodingError.Context(codingPath: [], debugDescription: "at the end"))
        }
        let value = try read(NodeDecoder(reading: reading, node: node))
        node = Int(reading.text.nodes[node].next)
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, reading.text.nodes[node].kind == .null else { return false }
        return try next { $0.decodeNil() }
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.decode(type) } }
    mutating func decode(_ type: String.Type) throws -> String { try next { try $0.decode(type) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.decode(type) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.decode(type) } }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next { try $0.decode(type) } }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next { try $0.container(keyedBy: type) } }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.unkeyedContainer() }
    }
    mutating func superDecoder() throws -> any Decoder { throw reading.giveUp() }
}
