import Foundation
import GRDB
import Store

/// An accent-insensitive index over some columns of a table, kept by triggers. Rows of the index are joined by a number
/// of their own, because SQLite may renumber rows of a table whose key is an identifier.
struct SearchTable {
    let table: String
    /// SQL expressions over the row `of`, such as `new`.
    let words: [String]

    func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(table)Words(
                  number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE REFERENCES \(table)(id) ON DELETE CASCADE) STRICT;
                CREATE VIRTUAL TABLE \(table)Search USING fts5(words, tokenize='vietnamese');
                CREATE TRIGGER \(table)_words_insert AFTER INSERT ON \(table) BEGIN
                  INSERT INTO \(table)Words(id) VALUES (new.id);
                  INSERT INTO \(table)Search(rowid, words)
                    SELECT number, \(text("new")) FROM \(table)Words WHERE id = new.id;
                END;
                CREATE TRIGGER \(table)_words_update AFTER UPDATE ON \(table) WHEN \(text("old")) <> \(text("new")) BEGIN
                  UPDATE \(table)Search SET words = \(text("new"))
                    WHERE rowid = (SELECT number FROM \(table)Words WHERE id = new.id);
                END;
                CREATE TRIGGER \(table)_words_delete BEFORE DELETE ON \(table) BEGIN
                  DELETE FROM \(table)Search WHERE rowid = (SELECT number FROM \(table)Words WHERE id = old.id);
                END;
                """)
    }

    private func text(_ row: String) -> String {
        words.map { "ifnull(\(row).\($0), '')" }.joined(separator: " || ' ' || ")
    }

    /// A condition on `column`, which holds ids of `table`: its row has every word of `text`, from its beginning.
    /// Nothing where the text has no words.
    static func matches(_ text: String, in table: String, column: String) -> SQL? {
        guard let query = SearchFolding.query(text) else { return nil }
        let (name, column) = (SQL(sql: table), SQL(sql: column))
        return """
            \(column) IN (SELECT id FROM \(name)Words WHERE number IN
              (SELECT rowid FROM \(name)Search WHERE \(name)Search MATCH \(query)))
            """
    }
}
