import Foundation
import GRDB
import Messages
import Store

/// A parameter of the firm that a service owns (OPS-10): dated, audited, changed through the API or the operator's tool.
public struct ParameterDefinition: Sendable {
    public let name: String
    /// What the value means, such as `months` or `money`; money has a currency as qualifier.
    public let unit: String
    public let defaultValue: String?
    public let effect: Bilingual
    /// Throws for a value that it cannot be.
    let validate: @Sendable (_ value: String, _ qualifier: String) throws -> Void
    /// What follows from a change, in its transaction.
    let changed: @Sendable (Transaction) throws -> Void

    public init(
        _ name: String, unit: String, default defaultValue: String?, effect: Bilingual,
        validate: @escaping @Sendable (_ value: String, _ qualifier: String) throws -> Void,
        changed: @escaping @Sendable (Transaction) throws -> Void = { _ in }
    ) {
        self.name = name
        self.unit = unit
        self.defaultValue = defaultValue
        self.effect = effect
        self.validate = validate
        self.changed = changed
    }
}

/// A parameter's present value.
public struct ParameterValue: Codable, Sendable, Hashable {
    public var name: String
    public var qualifier: String
    public var value: String?
    public var unit: String
    public var isDefault: Bool
}

public enum Parameters: Sendable {
    /// The value in force at `instant`; `fallback` where none was ever set.
    public static func value(
        _ name: String, qualifier: String = "", at instant: Instant, default fallback: String? = nil, _ db: Database
    ) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT value FROM parameter WHERE name = ? AND qualifier = ? AND validFrom <= ?
                ORDER BY validFrom DESC LIMIT 1
                """, arguments: [name, qualifier, instant]) ?? fallback
    }

    public static func set(
        _ definition: ParameterDefinition, qualifier: String, value: String, in transaction: Transaction
    ) throws {
        try definition.validate(value, qualifier)
        let before = try Self.value(definition.name, qualifier: qualifier, at: transaction.now, transaction.db)
        guard before != value else { return }
        try transaction.db.execute(
            sql: "INSERT OR REPLACE INTO parameter(name, qualifier, value, validFrom, account) VALUES (?, ?, ?, ?, ?)",
            arguments: [definition.name, qualifier, value, transaction.now, transaction.cause.actor])
        try transaction.audit(
            "parameter changed", subject: "parameter/\(definition.name)", details: ["qualifier": qualifier],
            before: ["value": before ?? ""], after: ["value": value])
        try definition.changed(transaction)
    }

    public static func all(_ definitions: [ParameterDefinition], at instant: Instant, _ db: Database) throws
        -> [ParameterValue]
    {
        try definitions.flatMap { definition in
            let qualifiers = try String.fetchAll(
                db, sql: "SELECT DISTINCT qualifier FROM parameter WHERE name = ? ORDER BY 1",
                arguments: [definition.name])
            return try (qualifiers.isEmpty ? [""] : qualifiers).map { qualifier in
                let value = try Self.value(definition.name, qualifier: qualifier, at: instant, db)
                return ParameterValue(
                    name: definition.name, qualifier: qualifier, value: value ?? definition.defaultValue,
                    unit: definition.unit, isDefault: value == nil)
            }
        }
    }
}
