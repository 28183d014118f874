import Foundation
import GRDB
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
