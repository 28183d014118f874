import Foundation
import GRDB
import GRDBSQLite
import Messages
import Money

extension EntityID: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }.databaseValue
    }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> EntityID? {
        guard let data = Data.fromDatabaseValue(value), data.count == 16 else { return nil }
        return EntityID(bytes: data)
    }
}

// Read where SQLite holds them: nothing is allocated for the millions of ids and times that queries look at.
extension EntityID: StatementColumnConvertible {
    public init?(sqliteStatement statement: SQLiteStatement, index: CInt) {
        guard let bytes = sqlite3_column_blob(statement, index), sqlite3_column_bytes(statement, index) == 16 else {
            return nil
        }
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// Those of a column that holds a list of them as records are written.
    public static func list(_ json: String) throws -> [EntityID] {
        var json = json
        if let ids = json.withUTF8(EntityID.writtenList) { return ids }
        return try WireJSON.checkedDecode([EntityID].self, from: Array(json.utf8))
    }
}

extension Instant: StatementColumnConvertible {
    public init(sqliteStatement statement: SQLiteStatement, index: CInt) {
        self.init(milliseconds: sqlite3_column_int64(statement, index))
    }
}

extension EventSequence: StatementColumnConvertible {
    public init(sqliteStatement statement: SQLiteStatement, index: CInt) {
        self.init(sqlite3_column_int64(statement, index))
    }
}

extension Instant: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { milliseconds.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }
}

extension EventSequence: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { value.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> EventSequence? {
        Int64.fromDatabaseValue(value).map(EventSequence.init)
    }
}

/// What is stored as its own text form.
public protocol TextStored: DatabaseValueConvertible, LosslessStringConvertible {}

extension TextStored {
    public var databaseValue: DatabaseValue { description.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        String.fromDatabaseValue(value).flatMap(Self.init)
    }
}

extension Day: TextStored {}
extension Subject: TextStored {}
extension Permission: TextStored {}
extension Quantity: TextStored {}
extension UnitPrice: TextStored {}

extension Currency: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { code.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Currency? {
        String.fromDatabaseValue(value).flatMap(Currency.init)
    }
}
