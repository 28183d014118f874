import Foundation
import GRDB
import Messages

/// Turns a record into the values of its columns, by the rules of GRDB's own encoder: what SQLite can hold as it is, else
/// JSON text. That one tries every nested value twice and asks Foundation for its JSON, which took a third of a message.
struct RowEncoder: Encoder {
    final class Columns {
        var names: [String] = []
        var values: [DatabaseValue] = []

        func add(_ name: String, _ value: DatabaseValue) {
            names.append(name)
            values.append(value)
        }
    }

    private let columns = Columns()

    /// `record` must encode into a keyed container, as structs do.
    static func columns(of record: some Encodable) throws -> Columns {
        let encoder = RowEncoder()
        try record.encode(to: encoder)
        return encoder.columns
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ColumnContainer<Key>(columns: columns))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { preconditionFailure("a record is no list") }
    func singleValueContainer() -> any SingleValueEncodingContainer { preconditionFailure("a record is no one value") }

    fileprivate static func value(of value: some Encodable) throws -> DatabaseValue {
        if let value = value as? any DatabaseValueConvertible { return value.databaseValue }
        guard let tree = JSONTree.of(value) else {
            return String(decoding: try WireJSON.encode(value), as: UTF8.self).databaseValue
        }
        return switch tree.kind {
        case .nothing, .null: .null
        case .bool(let value): value.databaseValue
        case .integer(let value): value.databaseValue
        case .unsigned(let value): value.databaseValue
        case .string(let value): value.databaseValue
        case .id(let value): value.description.databaseValue
        case .instant(let value): value.description.databaseValue
        case .array, .object: String(decoding: tree.bytes, as: UTF8.self).databaseValue
        }
    }
}

private struct ColumnContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let columns: RowEncoder.Columns

    var codingPath: [any CodingKey] { [] }

    private func add(_ value: some DatabaseValueConvertible, _ key: Key) {
        columns.add(key.stringValue, value.databaseValue)
    }

    func encodeNil(forKey key: Key) { columns.add(key.stringValue, .null) }
    func encode(_ value: Bool, forKey key: Key) { add(value, key) }
    func encode(_ value: String, forKey key: Key) { add(value, key) }
    func encode(_ value: Double, forKey key: Key) { add(value, key) }
    func encode(_ value: Float, forKey key: Key) { add(value, key) }
    func encode(_ value: Int, forKey key: Key) { add(value, key) }
    func encode(_ value: Int8, forKey key: Key) { add(value, key) }
    func encode(_ value: Int16, forKey key: Key) { add(value, key) }
    func encode(_ value: Int32, forKey key: Key) { add(value, key) }
    func encode(_ value: Int64, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt8, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt16, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt32, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt64, forKey key: Key) { add(value, key) }
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        columns.add(key.stringValue, try RowEncoder.value(of: value))
    }

    // What is absent is NULL: the default ones would leave the column as it was.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) { present(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) { present(value, key) }
    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        columns.add(key.stringValue, try value.map { try RowEncoder.value(of: $0) } ?? .null)
    }

    private func present(_ value: (some DatabaseValueConvertible)?, _ key: Key) {
        columns.add(key.stringValue, value?.databaseValue ?? .null)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { preconditionFailure("a column holds one value") }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a column holds one value")
    }
    func superEncoder() -> any Encoder { preconditionFailure("a record has no parent") }
    func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a record has no parent") }
}

extension EntityRecord {
    /// GRDB asks for the columns by this.
    public func encode(to container: inout PersistenceContainer) throws {
        let columns = try RowEncoder.columns(of: self)
        for (name, value) in zip(columns.names, columns.values) { container[name] = value }
    }
}
