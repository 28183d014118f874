import GRDB
import Messages
import Store

/// The last event of another's record that was acted upon.
struct SeenEvent: Sendable {
    var sequence: EventSequence
    var isDeleted: Bool
}

extension Transaction {
    func seen(_ entity: String, _ id: EntityID) throws -> SeenEvent? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT sequence, isDeleted FROM seen WHERE entity = ? AND id = ?"),
            arguments: [entity, id]
        ).map { SeenEvent(sequence: $0[0], isDeleted: $0[1]) }
    }

    func noteSeen(_ entity: String, _ id: EntityID, _ sequence: EventSequence, isDeleted: Bool) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO seen(entity, id, sequence, isDeleted) VALUES (?, ?, ?, ?)
                ON CONFLICT(entity, id) DO UPDATE SET sequence = excluded.sequence, isDeleted = excluded.isDeleted
                """
        ).execute(arguments: [entity, id, sequence, isDeleted])
    }

    func forgetSeen(_ entity: String, _ id: EntityID) throws {
        try db.cachedStatement(sql: "DELETE FROM seen WHERE entity = ? AND id = ?").execute(arguments: [entity, id])
    }

    // MARK: Holes

    /// Events of a step's subject are missing between `after` and this one: asks the owner for them, once.
    func noteHole(_ envelope: Envelope, after: EventSequence?) throws {
        guard let subject = envelope.subject, let id = EntityID(subject.id), let sequence = envelope.sequence else {
            return
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO hole(source, subject, after, before, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [envelope.source, subject, after?.value ?? 0, sequence, now])
        guard db.changesCount == 1 else { return }
        try send(
            ResendRequested(entity: subject.entity, wanted: .events, records: [.init(id: id, after: after)]),
            to: ServiceName(source: envelope.source))
    }

    /// Whether the event is the next of those that its subject waits for.
    func fillsHole(_ envelope: Envelope) throws -> Bool {
        guard let subject = envelope.subject, let id = EntityID(subject.id), let sequence = envelope.sequence,
            try hasHole(subject)
        else { return false }
        guard let seen = try seen(subject.entity, id) else { return sequence.isFirst }
        return sequence.follows(seen.sequence) && sequence > seen.sequence
    }

    private func hasHole(_ subject: Subject) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM hole WHERE subject = ?)"), arguments: [subject])
            ?? false
    }

    /// The owner knows no such record: what waited for its missing events never will be done.
    func dropWaiting(_ subject: Subject) throws {
        try db.execute(sql: "DELETE FROM hole WHERE subject = ?", arguments: [subject])
        try db.execute(
            sql: "DELETE FROM deferred WHERE subject = ? AND isStep AND state = 'blocked'", arguments: [subject])
        guard db.changesCount > 0 else { return }
        try audit(
            "messages dropped of a record that its owner does not know", subject: subject.description,
            details: ["count": "\(db.changesCount)"])
    }

    /// The subject's events have come as far as `sequence`: what waited for that is tried again.
    func closeHoles(_ subject: Subject, upTo sequence: EventSequence) throws {
        guard try hasHole(subject) else { return }
        try db.execute(
            sql: "DELETE FROM hole WHERE subject = ? AND before <= ?", arguments: [subject, sequence.next])
        guard db.changesCount > 0 else { return }
        try db.execute(
            sql: """
                UPDATE deferred SET state = 'retry', dueAt = ? WHERE state = 'blocked' AND number =
                  (SELECT min(number) FROM deferred WHERE subject = ? AND isStep)
                """, arguments: [now, subject])
        signal(.deferred)
    }
}
