import Foundation
import GRDB

/// The service's own tables. Released migrations never change.
enum NotificationsMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("notifications-001 reminders and alerts") { db in
            try db.execute(
                sql: """
                    -- The newest event about each record that reminders are planned for: an older one changes nothing.
                    CREATE TABLE watched(subject TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                    CREATE TABLE alert(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL,
                      occurrence TEXT NOT NULL, dueAt INTEGER NOT NULL, raisedAt INTEGER NOT NULL, recipientIds TEXT NOT NULL,
                      title TEXT NOT NULL, text TEXT NOT NULL, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
                      eventType TEXT NOT NULL, eventId BLOB NOT NULL, UNIQUE (kind, about, occurrence)) STRICT, WITHOUT ROWID;
                    CREATE INDEX alert_raised ON alert(raisedAt);
                    CREATE INDEX alert_about ON alert(about);

                    -- What became of each timer that fired.
                    CREATE TABLE firing(
                      kind TEXT NOT NULL, subject TEXT NOT NULL, occurrence TEXT NOT NULL, at INTEGER NOT NULL,
                      alertId BLOB REFERENCES alert(id), reason TEXT, CHECK ((alertId IS NULL) != (reason IS NULL)),
                      PRIMARY KEY (kind, subject, occurrence)) STRICT, WITHOUT ROWID;

                    CREATE TABLE customerCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("notifications-002 deliveries and inbox") { db in
            try db.execute(
                sql: """
                    CREATE TABLE delivery(
                      id BLOB PRIMARY KEY, alertId BLOB NOT NULL REFERENCES alert(id), employeeId BLOB NOT NULL,
                      channel TEXT NOT NULL CHECK (channel IN ('inbox', 'email')),
                      state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
                      address TEXT, language TEXT NOT NULL, attempts INTEGER NOT NULL, dueAt INTEGER, reason TEXT,
                      createdAt INTEGER NOT NULL, changedAt INTEGER NOT NULL, UNIQUE (alertId, employeeId, channel),
                      CHECK ((dueAt IS NOT NULL) = (state = 'waiting'))) STRICT, WITHOUT ROWID;
                    CREATE INDEX delivery_due ON delivery(dueAt) WHERE state = 'waiting';
                    CREATE INDEX delivery_sending ON delivery(id) WHERE state = 'sending';
                    CREATE INDEX delivery_employee ON delivery(employeeId);

                    CREATE TABLE deliveryAttempt(
                      number INTEGER PRIMARY KEY AUTOINCREMENT, deliveryId BLOB NOT NULL REFERENCES delivery(id),
                      at INTEGER NOT NULL, result TEXT NOT NULL, reason TEXT) STRICT;
                    CREATE INDEX deliveryAttempt_delivery ON deliveryAttempt(deliveryId, number);

                    CREATE TABLE inboxItem(
                      id BLOB PRIMARY KEY REFERENCES delivery(id), employeeId BLOB NOT NULL, alertId BLOB NOT NULL REFERENCES alert(id),
                      isRead INTEGER NOT NULL, isArchived INTEGER NOT NULL, snoozedUntil INTEGER, raisedAt INTEGER NOT NULL,
                      version INTEGER NOT NULL, change INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
                    CREATE INDEX inboxItem_list ON inboxItem(employeeId, isArchived, raisedAt);
                    CREATE INDEX inboxItem_change ON inboxItem(employeeId, change);
                    """)
        }
        migrator.registerMigration("notifications-003 links to set a password") { db in
            try db.execute(
                sql: """
                    -- The newest of each account that waits to be sent; sealed, and deleted once it was.
                    CREATE TABLE passwordMail(
                      accountId BLOB PRIMARY KEY, signInName TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL,
                      sealedLink TEXT NOT NULL, expiresAt INTEGER NOT NULL, attempts INTEGER NOT NULL,
                      dueAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("notifications-004 whose an alert is") { db in
            try db.execute(
                sql: """
                    CREATE INDEX alert_responsible ON alert(responsibleId);
                    CREATE INDEX alert_secondResponsible ON alert(secondResponsibleId)
                      WHERE secondResponsibleId IS NOT NULL;
                    CREATE INDEX alert_branch ON alert(branchId);
                    """)
        }
        migrator.registerMigration("notifications-005 contracts and warranties") { db in
            try db.execute(
                sql: """
                    CREATE TABLE knownContract(
                      id BLOB PRIMARY KEY, number TEXT NOT NULL, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
                      heardAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                    -- Of each delivered item that has one. Those that are about the same and end on one day are told of together.
                    CREATE TABLE warranty(
                      itemId BLOB PRIMARY KEY, about TEXT NOT NULL, endsOn TEXT NOT NULL, description TEXT NOT NULL, serial TEXT,
                      customerId BLOB NOT NULL, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
                      eventType TEXT NOT NULL, eventId BLOB NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE INDEX warranty_about ON warranty(about, endsOn);
                    """)
        }
        migrator.registerMigration("notifications-006 who stays away from appointments") { db in
            try db.execute(
                sql: """
                    CREATE TABLE absentee(
                      invitationId BLOB PRIMARY KEY, appointmentId BLOB NOT NULL, employeeId BLOB NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE INDEX absentee_appointment ON absentee(appointmentId);
                    """)
        }
    }
}
