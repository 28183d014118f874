import Foundation
import GRDB
import Messages

/// Something that falls due. Unique by kind, subject and occurrence, where the occurrence is business data such as
/// `expiry-P30D|2027-01-31`: a changed date makes another timer and cancels the old one (NOT-2).
public struct TimerRow: Sendable, Hashable {
    public let kind: String
    public let subject: String
    public let occurrence: String
    public let dueAt: Instant
    /// JSON, for the handler of the kind.
    public let payload: String
    public let attempts: Int

    public var unit: String { "timer|\(kind)|\(subject)|\(occurrence)" }
}

extension TimerRow: FetchableRecord {
    public init(row: Row) throws {
        kind = row["kind"]
        subject = row["subject"]
        occurrence = row["occurrence"]
        dueAt = row["dueAt"]
        payload = row["payload"]
        attempts = row["attempts"]
    }
}

/// One timer wanted for a subject.
public struct TimerPlan: Sendable, Hashable {
    public var occurrence: String
    public var dueAt: Instant
    public var payload: String

    public init(occurrence: String, dueAt: Instant, payload: String) {
        self.occurrence = occurrence
        self.dueAt = dueAt
        self.payload = payload
    }
}

extension Transaction {
    /// Makes `plans` the waiting timers of `kind` for `subject`: sets the new, moves the changed, revives a cancelled
    /// one that comes back, cancels the rest. One that has fired never fires again, and one that waits for an operator's
    /// word goes on waiting for it.
    public func setTimers(kind: String, subject: Subject, to plans: [TimerPlan]) throws {
        let wanted = Set(plans.map(\.occurrence))
        let waiting = try String.fetchAll(
            db, sql: "SELECT occurrence FROM timer WHERE kind = ? AND subject = ? AND state = 'waiting'",
            arguments: [kind, subject])
        for occurrence in waiting where !wanted.contains(occurrence) {
            try db.execute(
                sql:
                    "UPDATE timer SET state = 'cancelled', changedAt = ? WHERE kind = ? AND subject = ? AND occurrence = ?",
                arguments: [now, kind, subject, occurrence])
        }
        for plan in plans {
            try db.execute(
                sql: """
                    INSERT INTO timer(kind, subject, occurrence, dueAt, payload, state, changedAt)
                    VALUES (?, ?, ?, ?, ?, 'waiting', ?)
                    ON CONFLICT(kind, subject, occurrence) DO UPDATE
                    SET dueAt = excluded.dueAt, payload = excluded.payload, state = 'waiting', changedAt = excluded.changedAt
                    WHERE timer.state NOT IN ('fired', 'parked')
                    """, arguments: [kind, subject, plan.occurrence, plan.dueAt, plan.payload, now])
            noteTimer(plan.dueAt)
        }
    }

    /// Marks it fired; `false` where it was cancelled or has fired meanwhile.
    public func fire(_ timer: TimerRow) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE timer SET state = 'fired', changedAt = ?
                WHERE kind = ? AND subject = ? AND occurrence = ? AND state = 'waiting' AND dueAt <= ?
                """, arguments: [now, timer.kind, timer.subject, timer.occurrence, now])
        return db.changesCount == 1
    }

    /// Puts a timer whose handler failed off until `dueAt`, with the reason.
    public func postpone(_ timer: TimerRow, until dueAt: Instant, reason: String) throws {
        try db.execute(
            sql: """
                UPDATE timer SET dueAt = ?, attempts = attempts + 1, reason = ?, changedAt = ?
                WHERE kind = ? AND subject = ? AND occurrence = ? AND state = 'waiting'
                """, arguments: [dueAt, reason, now, timer.kind, timer.subject, timer.occurrence])
        noteTimer(dueAt)
    }
}

extension TimerRow {
    /// The waiting timers due at `now`, earliest first.
    public static func due(_ db: Database, at now: Instant, limit: Int) throws -> [TimerRow] {
        try TimerRow.fetchAll(
            db, sql: "SELECT * FROM timer WHERE state = 'waiting' AND dueAt <= ? ORDER BY dueAt, kind, subject LIMIT ?",
            arguments: [now, limit])
    }

    /// When the next one falls due.
    public static func nextDue(_ db: Database) throws -> Instant? {
        try Instant.fetchOne(db, sql: "SELECT min(dueAt) FROM timer WHERE state = 'waiting'")
    }
}
