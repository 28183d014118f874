import Foundation

/// The full public state of a record, as every event of it carries it. A newer event therefore always supersedes an
/// older one, and a copy can be repaired from a single event.
public protocol EntityState: Codable, Sendable, Hashable {
    /// Who owns records of this kind.
    static var owner: ServiceName { get }
    /// The first part of the subject, such as `customer`.
    static var entity: String { get }
    /// Everything that can happen to one: the last part of the type, such as `created`. The catalogue is made of these.
    static var events: [EventName] { get }
    /// The major version: a state that breaks with the one before is a type of its own with the next number, beside it.
    static var major: Int { get }
    /// The minor version of the state, and so of all of its events: raised by one when members are added.
    static var minor: Int { get }
    var id: EntityID { get }
}

/// What happened to a record, in the past tense; the literal is the wire name.
public struct EventName: Sendable, Hashable, ExpressibleByStringLiteral {
    public let rawValue: String
    public init(stringLiteral value: StaticString) { rawValue = value.description }

    public static let created: EventName = "created"
    public static let updated: EventName = "updated"
    public static let deleted: EventName = "deleted"
}

extension EntityState {
    public static var major: Int { 1 }
    public static var minor: Int { 0 }
    public var subject: Subject { Subject(Self.entity, id) }
    public static func subject(_ id: EntityID) -> Subject { Subject(entity, id) }
    /// The type of `event` for records of this kind.
    public static func type(_ event: EventName) -> MessageType {
        MessageType(owner, entity, event.rawValue, major: major, minor: minor)
    }
    /// The event of that wire type, such as `vn.quen.customers.customer.created.v1`; nothing for one not known here.
    public static func event(ofWireType type: String) -> EventName? {
        events.first { Self.type($0).wireName == type }
    }
    /// The binding that brings all of a record's events, without holes.
    public static var bindingKey: String { "\(owner.rawValue).\(entity).#" }
}

/// The `data` of every event of a record.
public struct EntityEventData<State: EntityState>: Codable, Sendable, Hashable {
    /// The state after the event.
    public var state: State
    /// The names of the members of `state` that changed; all that are set for a new record.
    public var changed: [String]
    /// Whether this record is gone; `state` is then its last.
    public var deleted: Bool?
    /// Who did it, where it was a person: the account's id.
    public var actor: EntityID?
    /// Why, in words or as a reference such as `invoice/0190…`, where the event needs a cause.
    public var cause: String?

    public init(
        state: State, changed: [String], deleted: Bool? = nil, actor: EntityID? = nil, cause: String? = nil
    ) {
        self.state = state
        self.changed = changed
        self.deleted = deleted
        self.actor = actor
        self.cause = cause
    }
}

extension EntityEventData {
    private struct Rest: Encodable {
        var changed: [String]
        var deleted: Bool?
        var actor: EntityID?
        var cause: String?
    }

    /// The data as JSON, where the state is JSON already.
    package static func encoded(
        state: [UInt8], changed: [String], deleted: Bool? = nil, actor: EntityID? = nil, cause: String? = nil
    ) throws -> [UInt8] {
        var bytes = try WireJSON.encode(Rest(changed: changed, deleted: deleted, actor: actor, cause: cause))
        // The last by its name.
        bytes.removeLast()
        bytes += #","state":"#.utf8
        bytes += state
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

/// Whose a record is: what row scopes look at (ACC-2). Every owned record has one.
public struct Ownership: Codable, Sendable, Hashable {
    /// The branch (đơn vị); nothing means the head office.
    public var branchId: EntityID?
    /// The employee responsible first; nothing only after an import, an inbound event or someone's leaving.
    public var responsibleId: EntityID?
    public var secondResponsibleId: EntityID?

    public init(branchId: EntityID? = nil, responsibleId: EntityID? = nil, secondResponsibleId: EntityID? = nil) {
        self.branchId = branchId
        self.responsibleId = responsibleId
        self.secondResponsibleId = secondResponsibleId
    }
}

/// Where a record came from when an outside system owns the fact.
public struct ExternalReference: Codable, Sendable, Hashable {
    public var system: String
    public var externalId: String

    public init(system: String, externalId: String) {
        self.system = system
        self.externalId = externalId
    }
}
