import Messaging
import TestKit

/// A broker of either kind with a topology in it, and what a test must be able to do behind the contract's back.
struct BrokerFixture: Sendable {
    let broker: any Broker
    let deleteQueue: @Sendable (String) async throws -> Void

    static func with(
        _ kind: BrokerKind, _ topology: Topology = .test, _ body: (BrokerFixture) async throws -> Void
    ) async throws {
        switch kind {
        case .memory:
            let broker = MemoryBroker(topology)
            try await body(BrokerFixture(broker: broker) { broker.deleteQueue($0) })
        case .rabbit:
            try await PrivateBroker.shared().withVirtualHost(topology) { host in
                let broker = RabbitBroker(host.configuration())
                try await body(BrokerFixture(broker: broker) { try await host.deleteQueue($0) })
            }
        }
    }

    /// Publishes, waits until each is confirmed, and closes.
    func load(_ messages: [OutboundMessage]) async throws {
        let publisher = try await broker.openPublisher()
        let last = try await publisher.publish(messages) + UInt64(messages.count) - 1
        var outcomes = Outcomes()
        try await outcomes.read(publisher, through: last)
        await publisher.close()
    }
}
