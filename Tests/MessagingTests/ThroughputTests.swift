import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// Many messages at once, as the relay and the consumer handle them.
    @Suite struct Throughput {
        private static let total = 10_000
        private static let window: UInt64 = 1000

        @Test(arguments: BrokerKind.tested)
        func tenThousandMessagesPassInOrder(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 1000)
                async let published: Void = publishAll(fixture.broker)
                let numbers = try await consumeAll(consumer)
                try await published
                #expect(numbers == Array(1...Self.total))
                await consumer.close()
            }
        }

        private func publishAll(_ broker: any Broker) async throws {
            let publisher = try await broker.openPublisher()
            var outcomes = Outcomes()
            for start in stride(from: 1, through: Self.total, by: 100) {
                let batch = (start..<(start + 100)).map { OutboundMessage.numbered($0, byteCount: 1024) }
                let last = try await publisher.publish(batch) + 99
                if last > Self.window { try await outcomes.read(publisher, through: last - Self.window) }
            }
            try await outcomes.read(publisher, through: UInt64(Self.total))
            #expect(outcomes.confirmed.count == Self.total)
            await publisher.close()
        }

        private func consumeAll(_ consumer: any BrokerConsumer) async throws -> [Int] {
            var numbers: [Int] = []
            while numbers.count < Self.total {
                let batch = try await consumer.next(maxCount: 500, maxBytes: 1_000_000)
                numbers += batch.compactMap(\.number)
                if let last = batch.last { try await consumer.acknowledge(upTo: last.tag) }
            }
            return numbers
        }
    }
}
