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
public protocol CopyRecord: FetchableRecord, PersistableRecord, Encodable, Sendable {
    associatedtype State: EntityState
    /// The version guard: an older event never overwrites a newer one.
    var sequence: EventSequence { get }
    init(_ state: State, sequence: EventSequence)
    /// Writes what belongs to the row in other tables.
    func writeParts(_ db: Database) throws
    static func deleteParts(of id: EntityID, _ db: Database) throws
    /// Whom a change of any of these rows wakes.
    static var signal: CommitSignal? { get }
}

extension CopyRecord {
    public static var signal: CommitSignal? { nil }
    public func writeParts(_ db: Database) throws {}
    public static func deleteParts(of id: EntityID, _ db: Database) throws {}
}

/// What a service listens to, and what it does then.
public struct Subscription: Sendable {
    public let entity: any EntityState.Type
    public let mode: SubscriptionEntry.Mode
    /// The types that this release knows.
    let wireTypes: Set<String>
    let held: HeldRecords
    /// The event as its kind of record has it; nothing where it cannot be read.
    let prepare: @Sendable (ReceivedMessage) -> (any Sendable)?
    /// With what `prepare` made of the message, where it did.
    let apply: @Sendable (Transaction, ReceivedMessage, (any Sendable)?) throws -> Applied
    /// Takes in a page of states from their owner; how many records were removed because it does not know them.
    let applySnapshot: @Sendable (Transaction, ReceivedMessage) throws -> Int

    private init<State: EntityState>(
        _ entity: State.Type, _ mode: SubscriptionEntry.Mode, _ held: HeldRecords,
        apply: @escaping @Sendable (Transaction, Event<State>) throws -> Applied,
        applySnapshot: @escaping @Sendable (Transaction, SnapshotPage<State>, Envelope) throws -> Int
    ) {
        let names = Dictionary(uniqueKeysWithValues: State.events.map { (State.type($0).wireName, $0) })
        self.entity = entity
        self.mode = mode
        self.held = held
        wireTypes = Set(names.keys)
        prepare = { message in names[message.envelope.type].flatMap { try? Event<State>(message, $0) } }
        self.apply = { transaction, message, prepared in
            if let event = prepared as? Event<State> { return try apply(transaction, event) }
            guard let name = names[message.envelope.type] else {
                throw ConsumingError.unknownType(message.envelope.type)
            }
            return try apply(transaction, Event(message, name))
        }
        self.applySnapshot = { transaction, message in
            try applySnapshot(transaction, try message.decode(SnapshotPage<State>.self), message.envelope)
        }
    }

    /// Whether `type` is one of this entity's, known or not: `vn.quen.customers.customer.` is its beginning.
    var typePrefix: String { "vn.quen.\(entity.owner.rawValue).\(entity.entity)." }

    /// Keeps a row per record that mirrors its newest state; `written` is what else is done with each that is new, in the
    /// transaction.
    public static func copy<C: CopyRecord>(
        _ record: C.Type, written: @escaping @Sendable (Transaction, C) throws -> Void = { _, _ in }
    ) -> Subscription {
        copy(record) { transaction, row, _ in try written(transaction, row) }
    }

    /// The same, for what is done with more of the event than the row keeps. Of a page of states it is a snapshot.
    public static func copy<C: CopyRecord>(
        _ record: C.Type, heard written: @escaping @Sendable (Transaction, C, Event<C.State>) throws -> Void
    ) -> Subscription {
        let statements = RowStatements<C>()
        let copies = { @Sendable in CopyKeeping<C>(transaction: $0, statements: statements, written: written) }
        return Subscription(
            C.State.self, .copy, .copied(C.State.entity, table: C.databaseTableName),
            apply: { try copies($0).apply($1) },
            applySnapshot: { try copies($0).apply(page: $1, $2) })
    }

    /// Does `body` once for each event, in their order.
    ///
    /// An event that is missed for good reaches `body` as a snapshot (`Event.isSnapshot`): the state as it is now, under no
    /// event's name. `removed` is called instead where the record is gone by then, with nothing known but its id.
    public static func step<State: EntityState>(
        _ state: State.Type, removed: @escaping @Sendable (Transaction, EntityID) throws -> Void = { _, _ in },
        _ body: @escaping @Sendable (Transaction, Event<State>) throws -> Void
    ) -> Subscription {
        let steps = { @Sendable in StepKeeping<State>(transaction: $0, body: body, removed: removed) }
        return Subscription(
            state, .step, .followed(State.entity), apply: { try steps($0).apply($1) },
            applySnapshot: { try steps($0).apply(page: $1, $2) })
    }
}

extension Event {
    init(_ message: ReceivedMessage, _ name: EventName) throws {
        guard let sequence = message.envelope.sequence else {
            throw WireFault(code: "missing", path: "$.sequence", reason: .isMissing)
        }
        envelope = message.envelope
        self.name = name
        self.sequence = sequence
        data = try message.decode(EntityEventData<State>.self)
    }

    /// A record as its owner holds it now, as if it were an event.
    init(snapshot state: State, sequence: EventSequence, _ envelope: Envelope) {
        var envelope = envelope
        (envelope.subject, envelope.sequence) = (state.subject, sequence)
        self.envelope = envelope
        name = .snapshot
        self.sequence = sequence
        data = EntityEventData(state: state, changed: [])
    }

    /// Whether this is no event, but a record's present state.
    public var isSnapshot: Bool { name == .snapshot }
}

extension EventName {
    /// Of no event on the wire.
    static let snapshot: EventName = "snapshot"
}

/// Why a message was not applied, apart from what handlers throw.
enum ConsumingError: Error {
    case unknownType(String)
    /// Events before it have not come yet: the last that was acted upon, where there was one.
    case hole(after: EventSequence?)
}
