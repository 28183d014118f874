import Foundation
import GRDB
import Messages
import Store

/// Looks up the names behind ids, for what people read.
enum NameTable {
    static func employees(_ ids: some Collection<EntityID>, _ db: Database) throws -> [EntityID: String] {
        try names("employee", ids, db)
    }
    static func branches(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("branch", ids, db)
    }
    static func customers(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("customerCopy", ids, db)
    }
    static func contacts(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("contactCopy", ids, db)
    }

    static func rooms(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("room", ids, db)
    }

    static func opportunities(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("opportunityCopy", ids, db)
    }
    /// Their numbers.
    static func contracts(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("contractCopy", column: "number", ids, db)
    }

    /// `PH-000012: title`.
    static func cases(_ ids: [EntityID], _ db: Database) throws -> [EntityID: String] {
        try names("caseCopy", column: "number || ': ' || title", ids, db)
    }

    private static func names(
        _ table: String, column: String = "name", _ ids: some Collection<EntityID>, _ db: Database
    ) throws -> [EntityID: String] {
        let ids = Set(ids)
        guard !ids.isEmpty else { return [:] }
        let request = SQLRequest<Row>(
            "SELECT id, \(SQL(sql: column)) AS name FROM \(SQL(sql: table)) WHERE id IN \(ids.rounded)", about: ids)
        return Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0[0], $0[1]) })
    }
}
