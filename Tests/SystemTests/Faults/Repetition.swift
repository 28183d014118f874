import Foundation
import GRDB
import Messages
import Messaging
import TestKit

/// Publishes Pipeline's events again as the broker's administrator, each several times, shuffled across records and in
/// order within each. The queue is emptied first, so that repeated ones come among the first.
struct Repetition {
    let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Leaves 1 + `more` of each in Contracts' queue; how many are duplicates.
    func sendAgain(_ more: Int) async throws -> Int {
        let rows = try StoreReader(installation, .pipeline).rows(
            """
            SELECT routingKey, subject, body FROM outbox
            WHERE exchange = 'quen.events' AND routingKey NOT LIKE '%.audit.%' ORDER BY seq
            """)
        try await installation.host.management.send(
            "DELETE", ["queues", installation.host.name, "contracts.events", "contents"])
        var generator = SeededGenerator(seed: Fault.seed)
        var queues: [String: [Row]] = [:]
        for row in rows { queues[row["subject"], default: []].append(row) }
        var lists = queues.values.map { list in Array((0...more).map { _ in list }.joined())[...] }
        var messages: [OutboundMessage] = []
        while let index = lists.indices.randomElement(using: &generator) {
            guard let row = lists[index].popFirst() else {
                lists.remove(at: index)
                continue
            }
            messages.append(Self.message(row))
        }
        try await Flood(installation.host.configuration()).publish(messages)
        return rows.count * more
    }

    private static func message(_ row: Row) -> OutboundMessage {
        OutboundMessage(
            exchange: "quen.events", routingKey: row["routingKey"], isMandatory: false, properties: MessageProperties(),
            body: Array(row["body"] as Data))
    }
}

/// Publishes many messages as fast as the broker takes them, and returns when it has confirmed all.
struct Flood {
    let broker: RabbitBroker

    init(_ configuration: RabbitConfiguration) { broker = RabbitBroker(configuration) }

    func publish(_ messages: [OutboundMessage]) async throws {
        let publisher = try await broker.openPublisher()
        var (published, confirmed) = (0, 0)
        while confirmed < messages.count {
            if published < messages.count, published - confirmed < 2000 {
                let end = min(published + 500, messages.count)
                try await publisher.publish(Array(messages[published..<end]))
                published = end
                continue
            }
            for event in try await publisher.nextEvents() {
                switch event {
                // A quorum queue confirms in order; where one tag comes alone it is the next.
                case .confirmed(let tag, let multiple): confirmed = multiple ? max(confirmed, Int(tag)) : confirmed + 1
                case .closed(let error): throw error
                case .rejected: throw TestFailure("the broker refused a message")
                case .returned, .blocked, .unblocked: break
                }
            }
        }
        await publisher.close()
    }
}
