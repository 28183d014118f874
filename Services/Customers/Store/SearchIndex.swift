import Foundation
import GRDB
import Messages
import Store

/// The full-text index over customers, contacts and leads (CUS-14).
enum SearchIndex {
    static func put(_ entity: String, _ id: EntityID, _ texts: [String], _ db: Database) throws {
        let words = texts.joined(separator: "\n").precomposedStringWithCanonicalMapping
        let known = try number(entity, id, db)
        if let known {
            let before = try String.fetchOne(db, sql: "SELECT words FROM search WHERE rowid = ?", arguments: [known])
            guard before != words else { return }
            try db.execute(sql: "UPDATE search SET words = ? WHERE rowid = ?", arguments: [words, known])
        } else {
            try db.execute(sql: "INSERT INTO searchKey(entity, recordId) VALUES (?, ?)", arguments: [entity, id])
            try db.execute(
                sql: "INSERT INTO search(rowid, words) VALUES (?, ?)", arguments: [db.lastInsertedRowID, words])
        }
    }

    static func remove(_ entity: String, _ id: EntityID, _ db: Database) throws {
        guard let known = try number(entity, id, db) else { return }
        try db.execute(sql: "DELETE FROM search WHERE rowid = ?", arguments: [known])
        try db.execute(sql: "DELETE FROM searchKey WHERE number = ?", arguments: [known])
    }

    /// Those of `table`, whose entity is of the same name, that hold every word of `text` from its beginning.
    static func condition(_ table: String, _ text: String) -> SQL {
        guard let query = SearchFolding.query(text) else { return "0" }
        return """
            \(SQL(sql: table)).id IN (SELECT searchKey.recordId FROM search
              JOIN searchKey ON searchKey.number = search.rowid WHERE search MATCH \(query) AND searchKey.entity = \(table))
            """
    }

    /// The digits of a number from each place on, so that a search from a word's beginning finds any part of it.
    static func parts(ofNumber text: String) -> [String] {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard digits.count > 3 else { return [text] }
        return [text] + (0...(digits.count - 3)).map { String(digits.dropFirst($0)) }
    }

    static func words(_ id: EntityID, of entity: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT search.words FROM search JOIN searchKey ON searchKey.number = search.rowid
                WHERE searchKey.entity = ? AND searchKey.recordId = ?
                """, arguments: [entity, id])
    }

    private static func number(_ entity: String, _ id: EntityID, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT number FROM searchKey WHERE entity = ? AND recordId = ?", arguments: [entity, id])
    }
}

extension Phone {
    /// What finds it: as written, nationally and internationally, and any part of these.
    var searchWords: [String] {
        let national = e164.map { $0.hasPrefix("+84") ? "0" + $0.dropFirst(3) : $0 }
        return Set([written, national, e164].compactMap(\.self).flatMap(SearchIndex.parts(ofNumber:))).sorted()
    }
}
