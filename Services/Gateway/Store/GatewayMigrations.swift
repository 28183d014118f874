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
        migrator.registerMigration("gateway-002 roles") { db in
            try db.execute(
                sql: """
                    -- Those that come with the release, which each start brings up to date, and the firm's own.
                    CREATE TABLE role(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, labelVi TEXT NOT NULL,
                      labelEn TEXT NOT NULL, folded TEXT NOT NULL, permissions TEXT NOT NULL, isReadyMade INTEGER NOT NULL,
                      createdAt INTEGER NOT NULL) STRICT;
                    -- The Gateway's own copies are not brought by events.
                    UPDATE accountCopy SET (roles, sequence) =
                      (SELECT roles, sequence FROM account WHERE account.id = accountCopy.id)
                      WHERE id IN (SELECT id FROM account);
                    """)
        }
        migrator.registerMigration("gateway-003 second factors, links to set a password, suspension for a time") { db in
            try db.execute(
                sql: """
                    -- When the password was last shown in the session; administrative acts ask for it again.
                    ALTER TABLE session ADD COLUMN confirmedAt INTEGER;

                    ALTER TABLE account ADD COLUMN suspendedUntil INTEGER CHECK (suspendedUntil IS NULL OR isSuspended);
                    ALTER TABLE account ADD COLUMN suspensionReason TEXT;
                    -- Somebody else knows the password: it is good for one thing, setting another.
                    ALTER TABLE credential ADD COLUMN mustChange INTEGER NOT NULL DEFAULT 0;

                    -- What authenticator apps make codes from (RFC 6238), sealed with the key beside the store. Not in force
                    -- before a code of it has been shown once. A step of 30 s is used once.
                    CREATE TABLE secondFactor(
                      accountId BLOB PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, sealedSecret BLOB NOT NULL,
                      offeredAt INTEGER NOT NULL, confirmedAt INTEGER, lastStep INTEGER) STRICT, WITHOUT ROWID;
                    -- SHA-256 of each.
                    CREATE TABLE recoveryCode(
                      accountId BLOB NOT NULL REFERENCES secondFactor(accountId) ON DELETE CASCADE, hash BLOB NOT NULL,
                      usedAt INTEGER, PRIMARY KEY (accountId, hash)) STRICT, WITHOUT ROWID;

                    -- What a password may be set with, once, without knowing the old one. SHA-256 of each; of one purpose an
                    -- account has one.
                    CREATE TABLE passwordLink(
                      accountId BLOB NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                      purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'change', 'mail', 'recovery')),
                      tokenHash BLOB NOT NULL UNIQUE, expiresAt INTEGER NOT NULL,
                      PRIMARY KEY (accountId, purpose)) STRICT, WITHOUT ROWID;

                    -- The newest link of each account that was sent by e-mail, sealed.
                    CREATE TABLE passwordMail(
                      id BLOB PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, sequence INTEGER NOT NULL,
                      signInName TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL, sealedLink TEXT NOT NULL,
                      requestedAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL) STRICT;

                    CREATE VIEW accountList AS
                      SELECT account.*, credential.accountId IS NOT NULL AS hasPassword,
                        coalesce(credential.mustChange, 0) AS mustChangePassword,
                        EXISTS (SELECT 1 FROM secondFactor
                          WHERE secondFactor.accountId = account.id AND secondFactor.confirmedAt IS NOT NULL) AS hasSecondFactor
                      FROM account LEFT JOIN credential ON credential.accountId = account.id;
                    """)
        }
        migrator.registerMigration("gateway-004 api tokens") { db in
            try db.execute(
                sql: """
                    -- What programs show instead of name and password. SHA-256 of the secret; kept for ever, for the audit
                    -- names tokens by their ids.
                    CREATE TABLE apiToken(
                      id BLOB PRIMARY KEY, name TEXT NOT NULL, permissions TEXT NOT NULL, branchId BLOB,
                      expiresAt INTEGER NOT NULL, secretHash BLOB NOT NULL, madeBy BLOB NOT NULL REFERENCES account(id),
                      createdAt INTEGER NOT NULL, lastUsedOn TEXT, revokedAt INTEGER, revokedBy BLOB) STRICT;
                    CREATE INDEX apiToken_name ON apiToken(name);
                    CREATE INDEX apiToken_madeBy ON apiToken(madeBy);
                    """)
        }
        migrator.registerMigration("gateway-005 audit trail") { db in
            try db.execute(
                sql: """
                    -- Whose audits are gathered. A store has one chain for as long as it lasts; a service whose store was
                    -- made anew has another.
                    CREATE TABLE auditedStore(
                      number INTEGER PRIMARY KEY, service TEXT NOT NULL, source TEXT NOT NULL, store BLOB NOT NULL UNIQUE,
                      firstAt INTEGER NOT NULL) STRICT;
                    CREATE INDEX auditedStore_service ON auditedStore(service);
                    -- What is there of a chain in each epoch: what was told before a restore stays.
                    CREATE TABLE auditBranch(
                      chain INTEGER NOT NULL REFERENCES auditedStore(number), epoch INTEGER NOT NULL,
                      firstSeq INTEGER NOT NULL, lastSeq INTEGER NOT NULL, entries INTEGER NOT NULL, lastAt INTEGER NOT NULL,
                      PRIMARY KEY (chain, epoch)) STRICT, WITHOUT ROWID;

                    -- Every entry of every service, as it was told. `place` is its time in milliseconds times 2^20 and a
                    -- number that tells those of one millisecond apart: every index is in the order of time by itself.
                    CREATE TABLE auditTrail(
                      place INTEGER PRIMARY KEY, service TEXT NOT NULL, chain INTEGER NOT NULL REFERENCES auditedStore(number),
                      epoch INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, actor BLOB, session BLOB,
                      address TEXT, origin TEXT NOT NULL, cause TEXT, correlation TEXT, act TEXT NOT NULL, entity TEXT,
                      recordId TEXT, body TEXT, bodyBytes INTEGER, salt BLOB, bodyDigest BLOB NOT NULL,
                      previousHash BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
                    CREATE UNIQUE INDEX auditTrail_link ON auditTrail(chain, epoch, seq, hash);
                    CREATE INDEX auditTrail_service ON auditTrail(service);
                    CREATE INDEX auditTrail_act ON auditTrail(act);
                    CREATE INDEX auditTrail_entity ON auditTrail(entity) WHERE entity IS NOT NULL;
                    CREATE INDEX auditTrail_record ON auditTrail(recordId) WHERE recordId IS NOT NULL;
                    CREATE INDEX auditTrail_actor ON auditTrail(actor) WHERE actor IS NOT NULL;
                    CREATE INDEX auditTrail_address ON auditTrail(address) WHERE address IS NOT NULL;
                    CREATE INDEX auditTrail_correlation ON auditTrail(correlation) WHERE correlation IS NOT NULL;
                    -- The words of bodies; `rowid` is the place.
                    CREATE VIRTUAL TABLE auditText USING fts5(
                      words, content='', detail=none, columnsize=0, prefix='2 3 4 5 6 7', tokenize='vietnamese');

                    -- Where what was told does not fit together.
                    CREATE TABLE auditBreak(
                      number INTEGER PRIMARY KEY, chain INTEGER NOT NULL REFERENCES auditedStore(number),
                      epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
                      kind TEXT NOT NULL CHECK (kind IN ('gap', 'fork', 'altered', 'restored', 'anew')),
                      at INTEGER NOT NULL, mendedAt INTEGER, UNIQUE (chain, epoch, seq, kind)) STRICT;
                    """)
        }
    }
}
