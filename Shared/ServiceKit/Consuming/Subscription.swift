import Foundation
import GRDB
import Messages
import Store

/// An event of a record as a reaction is given it.
public struct Event<State: EntityState>: Sendable {
    public let envelope: Envelope
    public let name: EventName
    public let data: EntityEventData<State>
    public let sequence: EventSequence
    public var state: State { data.state }
    public var isDeleted: Bool { data.deleted == true }
}

/// A row that mirrors another service's record. There are no foreign keys to such rows: what is not known yet is simply
/// not there.
public protocol CopyRecord: FetchableRecord, PersistableRecord, Sendable {
    associatedtype State: EntityState
    /// The version guard: an older event never overwrites a newer one.
    var sequence: EventSequence { get }
    init(_ state: State, sequence: EventSequence)
    /// Writes what belongs to the row in other tables.
    func writeParts(_ db: Database) throws
    static func deleteParts(of id: EntityID, _ db: Database) throws
}

extension CopyRecord {
    public func writeParts(_ db: Database) throws {}
    public static func deleteParts(of id: EntityID, _ db: Database) throws {}
}

/// What a service listens to, and what it does then.
public struct Subscription: Sendable {
    public let entity: any EntityState.Type
    public let mode: SubscriptionEntry.Mode
    /// The types that this release knows.
    let wireTypes: Set<String>
    let apply: @Sendable (Transaction, ReceivedMessage) throws -> Void

    private init<State: EntityState>(
        _ entity: State.Type, _ mode: SubscriptionEntry.Mode,
        _ apply: @escaping @Sendable (Transaction, Event<State>) throws -> Void
    ) {
        let names = Dictionary(uniqueKeysWithValues: State.events.map { (State.type($0).wireName, $0) })
        self.entity = entity
        self.mode = mode
        wireTypes = Set(names.keys)
        self.apply = { transaction, message in
            guard let name = names[message.envelope.type] else {
                throw ConsumingError.unknownType(message.envelope.type)
            }
            try apply(transaction, Event(message, name))
        }
    }

    /// Whether `type` is one of this entity's, known or not: `vn.quen.customers.customer.` is its beginning.
    var typePrefix: String { "vn.quen.\(entity.owner.rawValue).\(entity.entity)." }

    /// Keeps a row per record that mirrors its newest state.
    public static func copy<C: CopyRecord>(_ record: C.Type) -> Subscription {
        let knownSequence = "SELECT sequence FROM \(C.databaseTableName) WHERE id = ?"
        return Subscription(C.State.self, .copy) { transaction, event in
            let db = transaction.db
            let known = try EventSequence.fetchOne(
                db.cachedStatement(sql: knownSequence), arguments: [event.state.id])
            if let known, known >= event.sequence { return }
            try transaction.noteHole(event, after: known)
            if event.isDeleted {
                try C.deleteParts(of: event.state.id, db)
                try C.filter(Column("id") == event.state.id).deleteAll(db)
            } else {
                let record = C(event.state, sequence: event.sequence)
                if known == nil { try record.insert(db) } else { try record.update(db) }
                try record.writeParts(db)
            }
        }
    }

    /// Does `body` once for each event, in their order.
    public static func step<State: EntityState>(
        _ state: State.Type, _ body: @escaping @Sendable (Transaction, Event<State>) throws -> Void
    ) -> Subscription {
        Subscription(state, .step, body)
    }
}

extension Event {
    init(_ message: ReceivedMessage, _ name: EventName) throws {
        guard let sequence = message.envelope.sequence else {
            throw WireFault(code: "missing", path: "$.sequence", reason: "is missing")
        }
        envelope = message.envelope
        self.name = name
        self.sequence = sequence
        data = try message.decode(EntityEventData<State>.self)
    }
}

extension Transaction {
    /// Remembers that events between the last and this one never came, so that the subject can be fetched again.
    func noteHole<State: EntityState>(_ event: Event<State>, after known: EventSequence?) throws {
        guard let known, !event.sequence.follows(known) else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO hole(source, subject, after, before, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [event.envelope.source, event.state.subject, known, event.sequence, now])
    }
}

/// Why a message was not applied, apart from what handlers throw.
enum ConsumingError: Error {
    case unknownType(String)
}
