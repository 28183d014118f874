import Foundation
import GRDB
import Messages

/// One unit of work inside a write transaction: what a command, a reaction or a timer is given. It does not leave the
/// closure that received it. Nothing in it waits: no I/O, no clock but `now`.
public final class Transaction {
    public let db: Database
    /// The one time of this transaction.
    public let now: Instant
    public private(set) var cause: Cause
    /// `urn:quen:<site>:<service>`
    public let source: String
    private let world: World
    package let epoch: Int64
    private(set) var published: [OutboxRow] = []
    private(set) var earliestTimer: Instant?
    private(set) var signals: Set<CommitSignal> = []
    private var sourceNumbers: [String: Int64] = [:]
    /// The newest entry of the audit, once it was asked for.
    var auditHead: AuditLog.Head?

    init(db: Database, cause: Cause, source: String, epoch: Int64, world: World) {
        self.db = db
        self.cause = cause
        self.source = source
        self.epoch = epoch
        self.world = world
        now = world.now()
    }

    /// From here on what is published says that it is because of `cause`: each message of a batch has its own.
    package func act(because cause: Cause) { self.cause = cause }

    /// A new version 7 identifier.
    public func newID() -> EntityID { EntityID(milliseconds: now.milliseconds, random: world.random()) }

    // MARK: Records

    /// The record, or `CommonError.notFound`.
    public func fetch<R: EntityRecord>(_ type: R.Type, _ id: EntityID) throws -> R {
        guard let record = try find(type, id) else {
            throw CommonError.notFound(entity: R.State.entity, id: id.description)
        }
        return record
    }

    public func find<R: EntityRecord>(_ type: R.Type, _ id: EntityID) throws -> R? {
        try R.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM \(R.databaseTableName) WHERE id = ?"), arguments: [id])
    }

    /// Publishes the record as it is under a new number: after a restore, so that it supersedes what others were told of it
    /// since the backup.
    @discardableResult
    public func publishAnew<R: EntityRecord>(_ record: inout R, event: EventName, cause reason: String) throws
        -> RecordVersion
    {
        record.sequence = nextSequence(after: record.sequence)
        try record.update(db)
        return try publish(record.published, record.sequence, event, changed: [], reason: reason)
    }

    /// Whether there was such a record that has been deleted.
    public func wasDeleted<R: EntityRecord>(_ type: R.Type, _ id: EntityID) throws -> Bool {
        try tombstone(R.State.entity, id) != nil
    }

    private func tombstone(_ entity: String, _ id: EntityID) throws -> EventSequence? {
        try EventSequence.fetchOne(
            db.cachedStatement(sql: "SELECT sequence FROM tombstone WHERE entity = ? AND id = ?"),
            arguments: [entity, id])
    }

    /// Writes a new record and the event that says so. One that was deleted before goes on with its numbers.
    @discardableResult
    public func insert<R: EntityRecord>(
        _ record: inout R, event: EventName = .created, cause reason: String? = nil
    ) throws -> RecordVersion {
        record.sequence = nextSequence(after: try tombstone(R.State.entity, record.id))
        try record.insert(db)
        try db.cachedStatement(sql: "DELETE FROM tombstone WHERE entity = ? AND id = ?")
            .execute(arguments: [R.State.entity, record.id])
        let state = record.published
        return try publish(state, record.sequence, event, changed: Self.members(of: state), reason: reason) {
            AuditBody.created($0, reason: reason)
        }
    }

    /// Writes what changed since `old` was fetched and the event that says so. Throws `changedSince` where `expected`,
    /// the version that the caller read, is no longer the present one. Does nothing where nothing changed.
    @discardableResult
    public func update<R: EntityRecord>(
        _ record: inout R, from old: R, event: EventName = .updated, expected: EventSequence? = nil,
        cause reason: String? = nil
    ) throws -> RecordVersion {
        if let expected, expected != old.sequence { throw CommonError.changedSince(current: old.sequence) }
        record.sequence = old.sequence
        let state = record.published
        let changes = Self.changes(from: old.published, to: state)
        if changes.isEmpty, event == .updated, try WireJSON.encode(old) == WireJSON.encode(record) {
            return RecordVersion(source: source, subject: state.subject, sequence: old.sequence)
        }
        record.sequence = nextSequence(after: old.sequence)
        try record.update(db)
        return try publish(state, record.sequence, event, changed: changes.map(\.name), reason: reason) { _ in
            AuditBody.changed(try changes.map { try $0.written() }, reason: reason)
        }
    }

    /// Deletes the row and whatever it was shared by; its last event carries the last state, marked deleted.
    @discardableResult
    public func delete<R: EntityRecord>(_ record: R, expected: EventSequence? = nil) throws -> RecordVersion {
        if let expected, expected != record.sequence { throw CommonError.changedSince(current: record.sequence) }
        var last = record
        last.sequence = nextSequence(after: record.sequence)
        try record.delete(db)
        try db.execute(
            sql: "INSERT OR REPLACE INTO tombstone(entity, id, sequence, at) VALUES (?, ?, ?, ?)",
            arguments: [R.State.entity, record.id, last.sequence, now])
        try db.execute(
            sql: "DELETE FROM share WHERE entity = ? AND recordId = ?", arguments: [R.State.entity, record.id])
        return try publish(last.published, last.sequence, .deleted, changed: [], deleted: true, reason: nil) {
            AuditBody.deleted($0, reason: nil)
        }
    }

    /// The number of the event after `previous`; of the first one where there was none.
    func nextSequence(after previous: EventSequence?) -> EventSequence {
        let first = epoch * 100_000_000_000_000 + 1
        guard let previous else { return EventSequence(first) }
        return EventSequence(max(previous.value + 1, first))
    }

    /// Writes the event, and with `entry`, which is given the state as JSON, the audit's entry.
    private func publish<S: EntityState>(
        _ state: S, _ sequence: EventSequence, _ event: EventName, changed: [String], deleted: Bool? = nil,
        reason: String?, entry: (([UInt8]) throws -> String)? = nil
    ) throws -> RecordVersion {
        precondition(S.events.contains(event), "\(event.rawValue) is no event of \(S.entity)")
        let written = try WireJSON.encode(state)
        let data = try EntityEventData<S>.encoded(
            state: written, changed: changed, deleted: deleted, actor: cause.actor, cause: reason)
        let (type, subject) = (S.type(event), state.subject)
        try append(
            wireType: type.wireName, schema: type.schema, exchange: "quen.events", routingKey: type.routingKey,
            isMandatory: Catalogue.hasSubscriber(type), subject: subject, sequence: sequence, dataBytes: data)
        if let entry { try note(event.rawValue, entity: subject.entity, id: subject.id, body: entry(written)) }
        return RecordVersion(source: source, subject: subject, sequence: sequence)
    }

    // MARK: Other messages

    /// Writes a message that is not an event of a record: a reply, an alert for programs.
    public func publish(
        wireType: String, schema: String? = nil, exchange: String, routingKey: String, isMandatory: Bool = false,
        subject: Subject? = nil, data: some Encodable
    ) throws {
        try append(
            wireType: wireType, schema: schema, exchange: exchange, routingKey: routingKey, isMandatory: isMandatory,
            subject: subject, sequence: nil, dataBytes: WireJSON.encode(data))
    }

    /// The same with data that is JSON already.
    public func publish(
        wireType: String, schema: String?, exchange: String, routingKey: String, isMandatory: Bool, dataBytes: [UInt8]
    ) throws {
        try append(
            wireType: wireType, schema: schema, exchange: exchange, routingKey: routingKey, isMandatory: isMandatory,
            subject: nil, sequence: nil, dataBytes: dataBytes)
    }

    func append(
        wireType: String, schema: String?, exchange: String, routingKey: String, isMandatory: Bool, subject: Subject?,
        sequence: EventSequence?, dataBytes: [UInt8]
    ) throws {
        let id = newID()
        let envelope = Envelope(
            id: id, source: source, type: wireType, subject: subject, time: now, dataschema: schema,
            sequence: sequence, correlationid: cause.correlationId ?? cause.causationId ?? id.description,
            causationid: cause.causationId, traceparent: cause.traceparent)
        let body = try envelope.encoded(dataBytes: dataBytes)
        guard body.count <= Envelope.maxBytes else { throw StoreError.tooLarge(type: wireType, bytes: body.count) }
        try append(
            OutboxRow(
                seq: 0, id: id, exchange: exchange, routingKey: routingKey, isMandatory: isMandatory,
                subject: subject?.description, sequence: sequence, type: wireType,
                correlationId: envelope.correlationid, traceparent: cause.traceparent, at: now, body: body))
    }

    /// Writes a row to the outbox, with the place that it gets.
    func append(_ row: OutboxRow) throws {
        var row = row
        try row.insert(db)
        published.append(row)
    }

    /// Wakes whoever does that work, once this is committed.
    public func signal(_ signal: CommitSignal) { signals.insert(signal) }

    func noteTimer(_ dueAt: Instant) { earliestTimer = min(earliestTimer ?? dueAt, dueAt) }

    // MARK: Parts

    /// Runs `body` so that nothing of it is kept where it throws, while the rest of the transaction goes on.
    public func attempt<T>(_ body: () throws -> T) throws -> T {
        let rows = published.count
        let timer = earliestTimer
        var value: T?
        do {
            try db.inSavepoint {
                value = try body()
                return .commit
            }
        } catch {
            published.removeSubrange(rows...)
            earliestTimer = timer
            sourceNumbers = [:]
            auditHead = nil
            throw error
        }
        guard let value else { throw StoreError.unavailable(reason: "savepoint not run") }
        return value
    }

    // MARK: Sources

    /// The number under which the inbox knows a source.
    package func sourceNumber(_ name: String) throws -> Int64 {
        if let known = sourceNumbers[name] { return known }
        let number = try Int64.fetchOne(db, sql: "SELECT number FROM source WHERE name = ?", arguments: [name])
        if let number {
            sourceNumbers[name] = number
            return number
        }
        try db.execute(sql: "INSERT INTO source(name) VALUES (?)", arguments: [name])
        sourceNumbers[name] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    // MARK: Counters

    /// The next value of a counter, from 1. Gapless: it is given back when the transaction is.
    public func nextNumber(_ counter: String) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    INSERT INTO counter(name, value) VALUES (?, 1)
                    ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value
                    """), arguments: [counter]) ?? 1
    }

    // MARK: What changed

    private static func members(of state: some EntityState) -> [String] {
        Mirror(reflecting: state).children.compactMap { child in
            guard let label = child.label, label != "id", !isNil(child.value) else { return nil }
            return label
        }
    }

    private struct StateChange {
        let name: String
        let before: Any
        let after: Any

        func written() throws -> AuditBody.Change {
            AuditBody.Change(name, before: try Self.json(before), after: try Self.json(after))
        }

        private static func json(_ value: Any) throws -> [UInt8] {
            guard !Transaction.isNil(value), let value = value as? any Encodable else { return Array("null".utf8) }
            return try WireJSON.encode(value)
        }
    }

    private static func changes<S: EntityState>(from old: S, to new: S) -> [StateChange] {
        guard old != new else { return [] }
        return zip(Mirror(reflecting: old).children, Mirror(reflecting: new).children).compactMap { old, new in
            guard let label = new.label, let before = old.value as? any Hashable, let after = new.value as? any Hashable
            else { return nil }
            if AnyHashable(before) == AnyHashable(after) { return nil }
            return StateChange(name: label, before: old.value, after: new.value)
        }
    }

    private static func isNil(_ value: Any) -> Bool {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional && mirror.children.isEmpty
    }
}

@available(*, unavailable)
extension Transaction: Sendable {}
