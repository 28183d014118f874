import Foundation
import Logging
import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// Faults of the whole broker, on one that no other test uses.
    @Suite(.enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1: RabbitMQ is not tested"))
    struct RabbitFaults {
        private static let broker = LazyShared { try await PrivateBroker.start() }

        @Test func aMemoryAlarmPausesThePublisherOnly() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                let broker = RabbitBroker(host.configuration())
                let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
                let publisher = try await broker.openPublisher()
                try await rabbit.control("set_vm_memory_high_watermark", "absolute", "1MB")
                // The broker blocks a connection when it publishes.
                try await publisher.publish([.numbered(1)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher) { if case .blocked = $0 { true } else { false } }
                let waiting = Task { try await publisher.publish([.numbered(2)]) }
                try await rabbit.control("set_vm_memory_high_watermark", "absolute", "2GB")
                try await outcomes.read(publisher) { $0 == .unblocked }
                #expect(try await waiting.value == 2)
                try await outcomes.read(publisher, through: 2)
                #expect(outcomes.confirmed == [1, 2])
                #expect(try await consumer.collect(2).compactMap(\.number) == [1, 2])
                await publisher.close()
                await consumer.close()
            }
        }

        @Test func aBlockedPublisherCanBeClosedAndCancelled() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                let publisher = try await RabbitBroker(host.configuration()).openPublisher()
                try await rabbit.control("set_vm_memory_high_watermark", "absolute", "1MB")
                try await publisher.publish([.numbered(1)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher) { if case .blocked = $0 { true } else { false } }
                let cancelled = Task { try await publisher.publish([.numbered(2)]) }
                cancelled.cancel()
                await #expect(throws: CancellationError.self) { try await cancelled.value }
                let waiting = Task { try await publisher.publish([.numbered(2)]) }
                await publisher.close()
                await #expect(throws: BrokerError.closed) { try await waiting.value }
                try await rabbit.control("set_vm_memory_high_watermark", "absolute", "2GB")
            }
        }

        @Test func connectionsThatTheBrokerClosesEnd() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                let broker = RabbitBroker(host.configuration())
                let publisher = try await broker.openPublisher()
                let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
                try await rabbit.control("close_all_connections", "--vhost", host.name, "maintenance")
                let events = try await publisher.nextEvents()
                guard case .closed(.connection(let text)) = events.last else {
                    Issue.record("ended with \(events)")
                    return
                }
                #expect(text.contains("maintenance"))
                await expectConnectionError(consumer)
                await publisher.close()
                await consumer.close()
            }
        }

        @Test func afterAKillTheMessagesAreThereAndReconnectingWorks() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                let broker = RabbitBroker(host.configuration())
                try await host.settled()
                let fixture = BrokerFixture(broker: broker) { try await host.deleteQueue($0) }
                try await fixture.load((1...100).map { .numbered($0) })
                let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
                #expect(try await consumer.collect(5).count == 5)
                try await rabbit.kill9()
                await expectConnectionError(consumer)
                async let restarted: Void = rabbit.restart()
                var reconnecting = Reconnecting(logger: Logger(label: "test"))
                let again = try await reconnecting.open("consumer") {
                    try await broker.openConsumer(queue: "work", prefetch: 100)
                }
                try await restarted
                #expect(try await again.collect(100).compactMap(\.number) == Array(1...100))
                await again.close()
            }
        }

        @Test func aFrozenBrokerIsGivenUpEvenInTheMiddleOfAWrite() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                var configuration = host.configuration()
                configuration.heartbeat = .seconds(1)
                let broker = RabbitBroker(configuration)
                let publisher = try await broker.openPublisher()
                let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
                try await rabbit.freeze()
                let started = ContinuousClock.now
                // More than the sockets' buffers hold.
                try await publisher.publish((1...100).map { .numbered($0, byteCount: 262_144) })
                let events = try await publisher.nextEvents()
                await expectConnectionError(consumer)
                await publisher.close()
                // Left to TCP, it would be a quarter of an hour.
                #expect(ContinuousClock.now - started < .seconds(60))
                try await rabbit.thaw()
                guard case .closed(.connection) = events.last else {
                    Issue.record("ended with \(events)")
                    return
                }
            }
        }

        @Test func aRestartInGoodOrderEndsTheConnectionsAndKeepsTheMessages() async throws {
            let rabbit = try await Self.broker.value()
            try await rabbit.withVirtualHost(.test) { host in
                let broker = RabbitBroker(host.configuration())
                try await host.settled()
                let publisher = try await broker.openPublisher()
                try await publisher.publish([.numbered(1)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 1)
                try await rabbit.restart()
                guard case .closed(.connection(let text)) = try await publisher.nextEvents().last else {
                    Issue.record("not closed as a connection")
                    return
                }
                #expect(text.contains("320"))
                await publisher.close()
                let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
                #expect(try await consumer.collect(1).first?.number == 1)
                await consumer.close()
            }
        }

        private func expectConnectionError(_ consumer: any BrokerConsumer) async {
            await #expect {
                while true { _ = try await consumer.next(maxCount: 100, maxBytes: 1_000_000) }
            } throws: { error in
                if case BrokerError.connection = error { true } else { false }
            }
        }
    }
}
