import Messages
import Messaging

/// Answers inbound messages as a service does: a firm without a name is refused, everything else is taken.
struct FakeCustomers {
    let broker: MemoryBroker
    /// Breaks every connection each time it has answered so many.
    var breakingEvery: Int?

    static func with(
        _ broker: MemoryBroker, breakingEvery: Int? = nil, _ body: () async throws -> Void
    ) async throws {
        let fake = FakeCustomers(broker: broker, breakingEvery: breakingEvery)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fake.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func run() async throws {
        while !Task.isCancelled {
            do {
                try await answer()
            } catch is BrokerError {
                continue
            }
        }
    }

    private func answer() async throws {
        let consumer = try await broker.openConsumer(queue: "customers.inbound", prefetch: 100)
        let publisher = try await broker.openPublisher()
        var answered = 0
        while true {
            let deliveries = try await consumer.next(maxCount: 50, maxBytes: 1 << 20)
            try await publisher.publish(try deliveries.map(reply))
            if let last = deliveries.last { try await consumer.acknowledge(upTo: last.tag) }
            answered += deliveries.count
            if let breakingEvery, answered >= breakingEvery { broker.closeAllChannels() }
        }
    }

    private func reply(to delivery: Delivery) throws -> OutboundMessage {
        let message = try ReceivedMessage(body: delivery.body)
        let payload = try message.decode(CustomerRecorded.self)
        let body =
            payload.name.isEmpty
            ? try Self.envelope(InboundRejected.wireName, message).encoded(
                data: InboundRejected(
                    messageId: message.rawID, externalId: payload.externalId, bodySHA256: "", code: "missing-name",
                    path: "$.data.name", message: Bilingual(en: "Give a name, please.", vi: "Hãy nhập tên."),
                    retryable: false))
            : try Self.envelope(InboundAccepted.wireName, message).encoded(
                data: InboundAccepted(
                    messageId: message.rawID, externalId: payload.externalId, type: message.envelope.type,
                    subject: Subject("customer", payload.id(from: "test")), sequence: .first))
        return OutboundMessage(
            exchange: "quen.replies", routingKey: "ext.test", isMandatory: false, properties: MessageProperties(),
            body: body)
    }

    private static func envelope(_ type: String, _ message: ReceivedMessage) -> Envelope {
        Envelope(
            id: EntityID(namespace: .quen, parts: ["reply", message.rawID]), source: "urn:quen:test:customers",
            type: type, time: Instant(milliseconds: 0))
    }
}
