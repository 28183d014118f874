import Messaging

extension Topology {
    /// One of everything that the contract speaks about.
    static let test = Topology(
        exchanges: [
            Exchange("events", .topic), Exchange("inbound", .topic, alternate: "unrouted"),
            Exchange("unrouted", .fanout),
        ],
        queues: [
            Queue("work", isSingleActiveConsumer: true, overflow: .rejectPublish),
            Queue("small", isSingleActiveConsumer: true, overflow: .rejectPublish),
            Queue("ring", isSingleActiveConsumer: false, overflow: .dropHead),
            Queue("unrouted", isSingleActiveConsumer: true, overflow: .rejectPublish),
        ],
        bindings: [
            Binding("events", "work", "customers.#"), Binding("events", "small", "small.*.done"),
            Binding("events", "ring", "ring.#"), Binding("unrouted", "unrouted", ""),
        ],
        policies: [
            Policy("small", pattern: "^small$", maxLength: 10), Policy("ring", pattern: "^ring$", maxLength: 5),
        ])
}

extension OutboundMessage {
    /// A message to `events` with its number as body and id.
    static func numbered(
        _ number: Int, key: String = "customers.customer.changed.v1", isMandatory: Bool = true, byteCount: Int = 0
    ) -> OutboundMessage {
        var body = Array(String(number).utf8)
        if body.count < byteCount { body += [UInt8](repeating: 32, count: byteCount - body.count) }
        return OutboundMessage(
            exchange: "events", routingKey: key, isMandatory: isMandatory,
            properties: MessageProperties(messageID: "m\(number)", contentType: "text/plain"), body: body)
    }
}

extension Delivery {
    /// The number that `OutboundMessage.numbered` put in.
    var number: Int? { properties.messageID.flatMap { Int($0.dropFirst()) } }
}
