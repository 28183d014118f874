import Foundation
import GRDB

/// The tables that every service has. Released migrations never change.
enum BaseMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("base-001 identity, outbox, inbox") { db in
            try db.execute(
                sql: """
                    -- Who this store belongs to; one row.
                    CREATE TABLE identity(
                      one INTEGER PRIMARY KEY CHECK (one = 1), service TEXT NOT NULL, site TEXT NOT NULL,
                      epoch INTEGER NOT NULL DEFAULT 0) STRICT;

                    -- Every message to be published, in the order of the commits. Rows are never changed;
                    -- `relay.position` says how far the broker has confirmed.
                    CREATE TABLE outbox(
                      seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, exchange TEXT NOT NULL,
                      routingKey TEXT NOT NULL, isMandatory INTEGER NOT NULL, subject TEXT, sequence INTEGER,
                      type TEXT NOT NULL, correlationId TEXT, traceparent TEXT, at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
                    CREATE UNIQUE INDEX outbox_subject ON outbox(subject, sequence)
                      WHERE subject IS NOT NULL AND sequence IS NOT NULL;
                    CREATE TABLE relay(one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT;
                    INSERT INTO relay VALUES (1, 0);
                    -- Rows of the outbox that the broker returned or refused, and those of the same subject behind them.
                    CREATE TABLE held(
                      seq INTEGER PRIMARY KEY REFERENCES outbox(seq), subject TEXT NOT NULL, attempts INTEGER NOT NULL,
                      reason TEXT NOT NULL, since INTEGER NOT NULL) STRICT;

                    -- What has been taken in: (source, id) of every message, so that none is applied twice.
                    CREATE TABLE source(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE inbox(
                      source INTEGER NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL,
                      PRIMARY KEY (source, id)) STRICT, WITHOUT ROWID;
                    CREATE INDEX inbox_at ON inbox(at);

                    -- Messages taken off the queue but not applied.
                    CREATE TABLE deferred(
                      number INTEGER PRIMARY KEY AUTOINCREMENT,
                      state TEXT NOT NULL CHECK (state IN ('retry', 'blocked', 'unknown', 'parked')),
                      isStep INTEGER NOT NULL, source TEXT, messageId TEXT, type TEXT, subject TEXT, queue TEXT NOT NULL, routingKey TEXT NOT NULL,
                      body BLOB NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, dueAt INTEGER,
                      code TEXT, reason TEXT, history TEXT NOT NULL DEFAULT '[]', firstAt INTEGER NOT NULL,
                      lastAt INTEGER NOT NULL) STRICT;
                    CREATE INDEX deferred_due ON deferred(state, dueAt);
                    CREATE INDEX deferred_subject ON deferred(source, subject, number);

                    -- Events that a copy never saw: found by a jump in the sequence.
                    CREATE TABLE hole(
                      source TEXT NOT NULL, subject TEXT NOT NULL, after INTEGER NOT NULL, before INTEGER NOT NULL,
                      at INTEGER NOT NULL, PRIMARY KEY (source, subject, after)) STRICT, WITHOUT ROWID;

                    -- Starts of the process and whether they ended well, and units of work under suspicion (fault 12).
                    CREATE TABLE run(number INTEGER PRIMARY KEY, startedAt INTEGER NOT NULL, endedAt INTEGER) STRICT;
                    CREATE TABLE suspect(unit TEXT PRIMARY KEY, starts INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                    -- Answers to commands already carried out, by Idempotency-Key; kept for seven days.
                    CREATE TABLE idempotency(
                      account BLOB NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, bodyHash BLOB NOT NULL,
                      status INTEGER NOT NULL, location TEXT, version TEXT, at INTEGER NOT NULL,
                      PRIMARY KEY (account, route, key)) STRICT, WITHOUT ROWID;
                    CREATE INDEX idempotency_at ON idempotency(at);

                    -- Answers to inbound messages, for a duplicate gets the same one; kept for thirty days.
                    CREATE TABLE inboundReply(
                      source TEXT NOT NULL, messageId TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL, at INTEGER NOT NULL,
                      PRIMARY KEY (source, messageId)) STRICT, WITHOUT ROWID;
                    CREATE INDEX inboundReply_at ON inboundReply(at);

                    -- Inbound messages that were refused; kept for thirty days.
                    CREATE TABLE refused(
                      number INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, messageId TEXT, routingKey TEXT NOT NULL,
                      code TEXT NOT NULL, path TEXT, reason TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
                    CREATE INDEX refused_at ON refused(at);

                    -- What falls due later.
                    CREATE TABLE timer(
                      kind TEXT NOT NULL, subject TEXT NOT NULL, occurrence TEXT NOT NULL, dueAt INTEGER NOT NULL,
                      payload TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'fired', 'cancelled', 'parked')),
                      changedAt INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, reason TEXT,
                      PRIMARY KEY (kind, subject, occurrence)) STRICT, WITHOUT ROWID;
                    CREATE INDEX timer_due ON timer(dueAt) WHERE state = 'waiting';

                    -- The firm's parameters that this service owns (OPS-10), dated.
                    CREATE TABLE parameter(
                      name TEXT NOT NULL, qualifier TEXT NOT NULL DEFAULT '', value TEXT NOT NULL, validFrom INTEGER NOT NULL,
                      account BLOB, PRIMARY KEY (name, qualifier, validFrom)) STRICT, WITHOUT ROWID;

                    -- Counters behind codes and numbers such as KH-000123.
                    CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

                    -- Who did what to which record (ACC-5).
                    CREATE TABLE audit(
                      number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, account BLOB, action TEXT NOT NULL,
                      subject TEXT, details TEXT NOT NULL) STRICT;
                    """)
        }
        migrator.registerMigration("base-002 copies that access is decided by") { db in
            try db.execute(
                sql: """
                    CREATE TABLE employeeCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, email TEXT, branchId BLOB,
                      managerId BLOB, teams TEXT NOT NULL, isActive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE TABLE employeeTeam(
                      employeeId BLOB NOT NULL, team TEXT NOT NULL, PRIMARY KEY (team, employeeId)) STRICT, WITHOUT ROWID;
                    CREATE INDEX employeeTeam_employee ON employeeTeam(employeeId);
                    CREATE TABLE branchCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
                      isHeadOffice INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE TABLE accountCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, employeeId BLOB, email TEXT, language TEXT NOT NULL,
                      isSuspended INTEGER NOT NULL, permissionVersion INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE INDEX accountCopy_employee ON accountCopy(employeeId);
                    CREATE TABLE sessionCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, accountId BLOB NOT NULL, expiresAt INTEGER NOT NULL)
                      STRICT, WITHOUT ROWID;
                    CREATE TABLE signingKeyCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, publicKey TEXT NOT NULL, isRetired INTEGER NOT NULL)
                      STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("base-003 whole copies, restoring") { db in
            try db.execute(
                sql: """
                    -- Records of the service's own that were deleted, for ever: none comes back under its old number.
                    CREATE TABLE tombstone(
                      entity TEXT NOT NULL, id BLOB NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
                      PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;

                    -- Others' records: the last event that a step was done for; for a copy only those that were deleted.
                    CREATE TABLE seen(
                      entity TEXT NOT NULL, id BLOB NOT NULL, sequence INTEGER NOT NULL, isDeleted INTEGER NOT NULL,
                      PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
                    -- The highest numbers of others' documents: what a restored owner goes on after.
                    CREATE TABLE documentNumber(
                      entity TEXT NOT NULL, series TEXT NOT NULL, highest INTEGER NOT NULL,
                      PRIMARY KEY (entity, series)) STRICT, WITHOUT ROWID;

                    -- Comparisons with other services' stores, the latest with each, and what came of them.
                    CREATE TABLE comparison(
                      entity TEXT NOT NULL, service TEXT NOT NULL, id BLOB NOT NULL, requestedAt INTEGER NOT NULL,
                      round INTEGER NOT NULL, answeredAt INTEGER, PRIMARY KEY (entity, service)) STRICT, WITHOUT ROWID;
                    -- Records that a comparison found older here: settled when `sequence` is reached. A record that the
                    -- owner did not name waits for its word about it, whatever is held.
                    CREATE TABLE doubt(
                      entity TEXT NOT NULL, id BLOB NOT NULL, sequence INTEGER, PRIMARY KEY (entity, id))
                      STRICT, WITHOUT ROWID;
                    -- Projections that are being built anew, the latest of each.
                    CREATE TABLE bootstrap(
                      entity TEXT PRIMARY KEY, id BLOB NOT NULL, startedAt INTEGER NOT NULL, page INTEGER NOT NULL DEFAULT 0,
                      records INTEGER NOT NULL DEFAULT 0, receivedAt INTEGER, completedAt INTEGER) STRICT, WITHOUT ROWID;
                    -- What is to be done about copies, in order, and how far it is: a comparison to ask for or to answer, a
                    -- snapshot to send.
                    CREATE TABLE copiesTask(
                      number INTEGER PRIMARY KEY AUTOINCREMENT,
                      kind TEXT NOT NULL CHECK (kind IN ('compare', 'answer', 'snapshot')), service TEXT NOT NULL,
                      entity TEXT NOT NULL, reference BLOB NOT NULL, request TEXT NOT NULL, page INTEGER NOT NULL DEFAULT 0,
                      afterId BLOB) STRICT;

                    -- Each time that this store was put back to the state of a backup. The newest is open until the others
                    -- have said what they hold; nothing new is begun before that.
                    CREATE TABLE restoration(
                      number INTEGER PRIMARY KEY AUTOINCREMENT, backupAt INTEGER NOT NULL, restoredAt INTEGER NOT NULL,
                      epoch INTEGER NOT NULL, settledAt INTEGER, report TEXT NOT NULL DEFAULT '[]') STRICT;
                    """)
        }
        migrator.registerMigration("base-004 audit", migrate: AuditMigration.migrate)
        migrator.registerMigration("base-005 shares, teams, roles") { db in
            try db.execute(
                sql: """
                    -- Records that were shared with an employee, a team or a branch, for reading or for writing, until a
                    -- time or until revoked (CUS-7).
                    CREATE TABLE share(
                      id BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, entity TEXT NOT NULL, recordId BLOB NOT NULL,
                      holderKind TEXT NOT NULL CHECK (holderKind IN ('employee', 'team', 'branch')), holderId BLOB NOT NULL,
                      access TEXT NOT NULL CHECK (access IN ('read', 'write')), until INTEGER, note TEXT, at INTEGER NOT NULL,
                      accountId BLOB NOT NULL, employeeId BLOB,
                      PRIMARY KEY (recordId, entity, holderId)) STRICT, WITHOUT ROWID;
                    CREATE INDEX share_holder ON share(holderId, entity, recordId);
                    CREATE INDEX share_account ON share(accountId, entity, recordId);
                    CREATE INDEX share_until ON share(until) WHERE until IS NOT NULL;

                    CREATE TABLE teamCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, branchId BLOB,
                      leaderId BLOB) STRICT, WITHOUT ROWID;
                    CREATE INDEX teamCopy_code ON teamCopy(code);
                    CREATE INDEX teamCopy_leader ON teamCopy(leaderId) WHERE leaderId IS NOT NULL;
                    CREATE INDEX employeeCopy_manager ON employeeCopy(managerId) WHERE managerId IS NOT NULL;

                    -- What another account may do is told by its roles; one's own is in the token.
                    CREATE TABLE roleCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, permissions TEXT NOT NULL)
                      STRICT, WITHOUT ROWID;
                    CREATE INDEX roleCopy_code ON roleCopy(code);
                    ALTER TABLE accountCopy ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
                    -- Older than any version: the next comparison with the owner brings the roles.
                    UPDATE accountCopy SET sequence = 0;
                    """)
        }
    }
}
