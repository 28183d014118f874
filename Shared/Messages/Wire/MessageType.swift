import Foundation

/// The services, by their names on the wire.
public enum ServiceName: String, Sendable, Hashable, Codable, CaseIterable {
    case customers, pipeline, contracts, scheduling, notifications, gateway
}

/// One kind of message. Its wire names are derived from literals only, never from the names of Swift types.
public struct MessageType: Sendable, Hashable {
    /// Who may publish it: a service's name, or `inbound` for what other systems send.
    public let owner: String
    public let entity: String
    public let event: String
    public let major: Int
    public let minor: Int

    public init(_ owner: ServiceName, _ entity: String, _ event: String, major: Int = 1, minor: Int = 0) {
        self.init(owner: owner.rawValue, entity, event, major: major, minor: minor)
    }

    init(owner: String, _ entity: String, _ event: String, major: Int = 1, minor: Int = 0) {
        self.owner = owner
        self.entity = entity
        self.event = event
        self.major = major
        self.minor = minor
    }

    /// A message that other systems publish on `quen.inbound`.
    public static func inbound(_ entity: String, _ event: String, major: Int = 1, minor: Int = 0) -> MessageType {
        MessageType(owner: "inbound", entity, event, major: major, minor: minor)
    }

    /// `customers.customer.created`
    public var name: String { "\(owner).\(entity).\(event)" }
    /// The CloudEvents `type`: `vn.quen.customers.customer.created.v1`.
    public var wireName: String { "vn.quen.\(name).v\(major)" }
    /// The routing key on `quen.events`: `customers.customer.created.v1`.
    public var routingKey: String { "\(name).v\(major)" }
    /// The CloudEvents `dataschema`: `urn:quen:schema:customers.customer.created:1.0`.
    public var schema: String { "urn:quen:schema:\(name):\(major).\(minor)" }
}
