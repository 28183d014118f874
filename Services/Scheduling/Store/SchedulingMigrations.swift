import Foundation
import GRDB

/// The service's own tables. Released migrations never change.
enum SchedulingMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("scheduling-001 branches and employees") { db in
            try db.execute(
                sql: """
                    CREATE TABLE branch(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
                      isHeadOffice INTEGER NOT NULL, foldedCode TEXT NOT NULL UNIQUE, foldedName TEXT NOT NULL UNIQUE)
                      STRICT, WITHOUT ROWID;

                    -- responsibleId and secondResponsibleId are what row scopes look at: everybody has their own record.
                    CREATE TABLE employee(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL COLLATE NOCASE UNIQUE,
                      name TEXT NOT NULL, title TEXT, department TEXT, phones TEXT NOT NULL, email TEXT, managerId BLOB,
                      branchId BLOB REFERENCES branch(id), teams TEXT NOT NULL, isActive INTEGER NOT NULL, external TEXT,
                      recordedAt INTEGER, editedMembers TEXT NOT NULL,
                      responsibleId BLOB GENERATED ALWAYS AS (id) VIRTUAL,
                      secondResponsibleId BLOB GENERATED ALWAYS AS (NULL) VIRTUAL) STRICT, WITHOUT ROWID;
                    CREATE INDEX employee_manager ON employee(managerId);
                    CREATE INDEX employee_branch ON employee(branchId);

                    -- A key of its own: rowids that nobody declared may change when the file is rewritten.
                    CREATE TABLE employeeSearchKey(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
                    CREATE VIRTUAL TABLE employeeSearch USING fts5(words, tokenize='vietnamese');
                    """)
        }
        migrator.registerMigration("scheduling-002 copies of customers and contacts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE customerCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
                      isActive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE TABLE contactCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL, name TEXT NOT NULL)
                      STRICT, WITHOUT ROWID;
                    """)
        }
    }
}
