import Foundation
import GRDB

/// The Gateway's own tables. Released migrations never change.
enum GatewayMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("gateway-001 accounts, sessions, signing keys") { db in
            try db.execute(
                sql: """
                    CREATE TABLE account(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, signInName TEXT NOT NULL UNIQUE, employeeId BLOB,
                      email TEXT, language TEXT NOT NULL CHECK (language IN ('vi', 'en')), roles TEXT NOT NULL,
                      isSuspended INTEGER NOT NULL, permissionVersion INTEGER NOT NULL, createdAt INTEGER NOT NULL) STRICT;
                    CREATE UNIQUE INDEX account_employee ON account(employeeId) WHERE employeeId IS NOT NULL;

                    -- Apart from the account, whose every change is published. No row: nobody can sign in by password.
                    CREATE TABLE credential(
                      accountId BLOB PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, passwordHash TEXT NOT NULL,
                      changedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                    CREATE TABLE session(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, accountId BLOB NOT NULL REFERENCES account(id),
                      startedAt INTEGER NOT NULL, lastSeenAt INTEGER NOT NULL, tokenExpiresAt INTEGER NOT NULL,
                      address TEXT NOT NULL, userAgent TEXT NOT NULL, endedAt INTEGER, endReason TEXT,
                      CHECK ((endedAt IS NULL) = (endReason IS NULL))) STRICT;
                    CREATE INDEX session_open ON session(accountId) WHERE endedAt IS NULL;
                    CREATE INDEX session_started ON session(startedAt);
                    CREATE VIEW sessionList AS
                      SELECT session.*, account.signInName FROM session JOIN account ON account.id = session.accountId;

                    -- SHA-256 of each; a used one is kept as long as its session, so that its reuse is noticed.
                    CREATE TABLE refreshToken(
                      hash BLOB PRIMARY KEY, sessionId BLOB NOT NULL REFERENCES session(id) ON DELETE CASCADE,
                      issuedAt INTEGER NOT NULL, usedAt INTEGER) STRICT, WITHOUT ROWID;
                    CREATE INDEX refreshToken_session ON refreshToken(sessionId);

                    CREATE TABLE signingKey(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, publicKey TEXT NOT NULL, isRetired INTEGER NOT NULL,
                      activeFrom INTEGER NOT NULL) STRICT;

                    -- The one-time link for the first administrator.
                    CREATE TABLE firstSignIn(
                      one INTEGER PRIMARY KEY CHECK (one = 1), tokenHash BLOB NOT NULL, expiresAt INTEGER NOT NULL) STRICT;
                    """)
        }
    }
}
