import GRDB
import Messages

/// Begins the chain. What an older release noted, which nothing kept from being changed, becomes its first entries: from
/// then on it cannot be changed unnoticed either.
enum AuditMigration {
    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE audit RENAME TO unchainedAudit;

                -- Who did what to which record (ACC-5): only ever added to, but for bodies that are erased.
                CREATE TABLE audit(
                  seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, at INTEGER NOT NULL, actor BLOB, session BLOB,
                  address TEXT, origin TEXT NOT NULL, cause TEXT, correlation TEXT, act TEXT NOT NULL, entity TEXT,
                  recordId TEXT, body TEXT, salt BLOB, bodyDigest BLOB NOT NULL, previousHash BLOB NOT NULL,
                  hash BLOB NOT NULL, CHECK ((body IS NULL) = (salt IS NULL))) STRICT;
                CREATE INDEX audit_record ON audit(entity, recordId) WHERE recordId IS NOT NULL;

                -- What the chain begins with, and how far it was told to the gatherer: the last entry and page.
                CREATE TABLE auditChain(
                  one INTEGER PRIMARY KEY CHECK (one = 1), store BLOB NOT NULL, publishedSeq INTEGER NOT NULL DEFAULT 0,
                  page INTEGER) STRICT;
                INSERT INTO auditChain(one, store) VALUES (1, randomblob(16));
                """)
        try carryOver(db)
        try db.execute(sql: "DROP TABLE unchainedAudit")
    }

    private static func carryOver(_ db: Database) throws {
        guard let identity = try Row.fetchOne(db, sql: "SELECT service, site, epoch FROM identity") else { return }
        let log = AuditLog(db, source: "urn:quen:\(identity["site"] as String):\(identity["service"] as String)")
        var head = try log.head()
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM unchainedAudit ORDER BY number")
        while let row = try rows.next() {
            let (actor, details): (EntityID?, String) = (row["account"], row["details"])
            let subject = (row["subject"] as String?).flatMap { Subject($0) }
            head = try log.append(
                AuditChain.Link(
                    seq: 0, epoch: identity["epoch"], at: row["at"], actor: actor,
                    origin: actor == nil ? .system : .request, act: row["action"], entity: subject?.entity,
                    recordId: subject?.id),
                body: details == "{}" ? details : #"{"details":\#(details)}"#, after: head)
        }
    }
}
