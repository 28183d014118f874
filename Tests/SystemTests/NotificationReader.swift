import Foundation
import Messages
import Messaging
import TestKit

/// A program that reads notifications from a queue of its own, `sub.<name>`, and keeps every message that came.
actor NotificationReader {
    private let consumer: any BrokerConsumer
    private(set) var messages: [ReceivedMessage] = []

    init(_ name: String, _ installation: Installation) async throws {
        let broker = RabbitBroker(installation.host.configuration(user: "sub.\(name)"))
        consumer = try await broker.openConsumer(queue: "sub.\(name)", prefetch: 100)
    }

    /// Reads on until `isEnough`.
    func read(_ what: String, until isEnough: ([ReceivedMessage]) throws -> Bool) async throws {
        while try !isEnough(messages) {
            let batch = try await within(.seconds(60), "\(what) on the queue; came: \(messages.map(\.envelope.type))") {
                [consumer] in try await consumer.next(maxCount: 100, maxBytes: 1_000_000)
            }
            for delivery in batch { messages.append(try ReceivedMessage(body: delivery.body)) }
            if let last = batch.last { try await consumer.acknowledge(upTo: last.tag) }
        }
    }

    func close() async { await consumer.close() }
}
