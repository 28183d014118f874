/// A channel is a family of routing keys on one exchange.
enum AsyncAPIChannels: Sendable {
    static var all: [String: JSONValue] {
        var channels: [String: JSONValue] = [:]
        for entity in Catalogue.entities { channels[AsyncAPIName.channel(of: entity)] = events(of: entity) }
        for payload in Catalogue.inbound { channels[AsyncAPIName.key(payload.type.name)] = inbound(payload.type) }
        channels[AsyncAPIName.replies] = channel(
            "quen.replies", "ext.{system}", ["system": system], ["inbound.accepted", "inbound.rejected"])
        channels[AsyncAPIName.notifications] = channel(
            "quen.notifications", "notify.{kind}.v1", ["kind": ["description": "The kind of the alert."]],
            [AlertState.type("raised").name])
        channels[AsyncAPIName.audit] = channel(
            "quen.events", "{service}.audit.recorded.v1",
            ["service": ["enum": .array(Catalogue.auditTypes.map { .string($0.owner) })]],
            Catalogue.auditTypes.map(\.name))
        channels[AsyncAPIName.copies] = channel(
            "quen.bootstrap", "{target}.{from}",
            ["target": service("Who is spoken to."), "from": service("Who speaks.")],
            Catalogue.copies.map { $0.type.name })
        return channels
    }

    private static func service(_ description: String) -> JSONValue {
        [
            "description": .string(description),
            "enum": .array(ServiceName.allCases.map { .string($0.rawValue) }),
        ]
    }

    private static let system: JSONValue = ["description": "The name under which the other system was registered."]

    private static func events(of entity: any EntityState.Type) -> JSONValue {
        let events = entity.events.map(\.rawValue)
        return channel(
            "quen.events", "\(entity.owner.rawValue).\(entity.entity).{event}.v1",
            ["event": ["enum": .array(events.map(JSONValue.string))]], entity.events.map { entity.type($0).name })
    }

    private static func inbound(_ type: MessageType) -> JSONValue {
        channel(
            "quen.inbound", "ext.{system}.\(type.entity).\(type.event).v\(type.major)", ["system": system], [type.name])
    }

    private static func channel(
        _ exchange: String, _ address: String, _ parameters: JSONValue, _ messages: [String]
    ) -> JSONValue {
        let references = messages.map(AsyncAPIName.key).map {
            ($0, AsyncAPIName.reference("components", "messages", $0))
        }
        return [
            "address": .string(address),
            "servers": [AsyncAPIName.reference("servers", "amqp")],
            "parameters": parameters,
            "messages": .object(Dictionary(uniqueKeysWithValues: references)),
            "bindings": [
                "amqp": [
                    "is": "routingKey",
                    "exchange": [
                        "name": .string(exchange), "type": "topic", "durable": true, "autoDelete": false,
                        "vhost": "quen",
                    ],
                    "bindingVersion": "0.3.0",
                ]
            ],
        ]
    }
}
