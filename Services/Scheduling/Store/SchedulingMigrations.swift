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
        migrator.registerMigration("scheduling-003 appointments") { db in
            try db.execute(
                sql: """
                    CREATE TABLE appointment(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, title TEXT NOT NULL, customerId BLOB, contactId BLOB,
                      opportunityId BLOB, employeeIds TEXT NOT NULL, startsAt INTEGER NOT NULL, endsAt INTEGER NOT NULL,
                      place TEXT, status TEXT NOT NULL CHECK (status IN ('scheduled', 'done', 'cancelled')),
                      outcome TEXT CHECK (outcome IN ('chose-another-supplier', 'promising', 'ordered', 'failed', 'other')),
                      outcomeNotes TEXT, outcomeAt INTEGER, cancelReason TEXT, isForced INTEGER NOT NULL, branchId BLOB,
                      responsibleId BLOB, secondResponsibleId BLOB,
                      CHECK (startsAt < endsAt), CHECK ((outcome IS NULL) = (status != 'done'))) STRICT, WITHOUT ROWID;
                    CREATE INDEX appointment_start ON appointment(startsAt);
                    CREATE INDEX appointment_customer ON appointment(customerId, startsAt);
                    CREATE INDEX appointment_responsible ON appointment(responsibleId, startsAt);

                    -- Who has what when; of a cancelled one nobody is busy. No appointment is longer than 14 days, so an overlap begins at most that much earlier.
                    CREATE TABLE booking(
                      partyId BLOB NOT NULL, startsAt INTEGER NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
                      kind TEXT NOT NULL CHECK (kind IN ('employee', 'customer')), endsAt INTEGER NOT NULL,
                      isBusy INTEGER NOT NULL, PRIMARY KEY (partyId, startsAt, appointmentId)) STRICT, WITHOUT ROWID;
                    CREATE INDEX booking_appointment ON booking(appointmentId);
                    """)
        }
    }
}
