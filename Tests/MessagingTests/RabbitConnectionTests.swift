import Foundation
import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// What only a real broker can refuse or survive.
    @Suite(.enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1: RabbitMQ is not tested"))
    struct RabbitConnection {
        @Test func nobodyListeningIsAConnectionError() async throws {
            let port = try #require(try LoopbackSocket.freePorts(1).first)
            let broker = RabbitBroker(
                RabbitConfiguration(host: "127.0.0.1", port: port, user: "x", password: { "x" }, connectionName: "test")
            )
            do {
                _ = try await broker.openPublisher()
                Issue.record("connected to nobody")
            } catch BrokerError.connection(let text) {
                #expect(text.contains("127.0.0.1"))
            }
        }

        @Test func aWrongPasswordIsRefusedAndNotShown() async throws {
            try await PrivateBroker.shared().withVirtualHost(.test) { host in
                var configuration = host.configuration()
                configuration.password = { "wrong-secret" }
                #expect(!"\(configuration)".contains("wrong-secret"))
                await expectRefusal(RabbitBroker(configuration))
            }
        }

        @Test func aMissingVirtualHostIsRefused() async throws {
            try await PrivateBroker.shared().withVirtualHost(.test) { host in
                var configuration = host.configuration()
                configuration.virtualHost = "nowhere"
                await expectRefusal(RabbitBroker(configuration))
            }
        }

        @Test func aUserWritesOnlyItsOwnKeys() async throws {
            var topology = Topology.test
            topology.users = [
                Topology.User(
                    "test-customers", write: "^events$", read: "^work$",
                    topics: [Topology.TopicPermission("events", write: "^customers\\.", read: "^$")])
            ]
            try await PrivateBroker.shared().withVirtualHost(topology) { host in
                let broker = RabbitBroker(host.configuration(user: "test-customers"))
                let publisher = try await broker.openPublisher()
                try await publisher.publish([.numbered(1), .numbered(2, key: "contracts.contract.signed.v1")])
                var outcomes = Outcomes()
                try await outcomes.read(publisher) { $0.endsWithCode(403) }
                #expect(outcomes.events.last?.endsWithCode(403) == true)
                await publisher.close()
                do {
                    _ = try await broker.openConsumer(queue: "small", prefetch: 1)
                    Issue.record("read a foreign queue")
                } catch BrokerError.channel(let code, _) {
                    #expect(code == 403)
                }
            }
        }

        @Test func heartbeatsKeepIdleAndNeglectedConnections() async throws {
            try await PrivateBroker.shared().withVirtualHost(.test) { host in
                var configuration = host.configuration()
                configuration.heartbeat = .seconds(1)
                let broker = RabbitBroker(configuration)
                let publisher = try await broker.openPublisher()
                let idle = try await broker.openConsumer(queue: "ring", prefetch: 10)
                let neglected = try await broker.openConsumer(queue: "work", prefetch: 100)
                try await publisher.publish((1...300).map { .numbered($0, byteCount: 1000) })
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 300)
                // The broker gives a silent peer up after about two seconds; the time itself is what is tested.
                try await Task.sleep(for: .seconds(6))
                try await publisher.publish([.numbered(301, key: "ring.bell")])
                try await outcomes.read(publisher, through: 301)
                #expect(outcomes.confirmed.count == 301)
                #expect(try await idle.collect(1).first?.number == 301)
                #expect(try await neglected.collect(100).compactMap(\.number) == Array(1...100))
                try await neglected.acknowledge(upTo: 100)
                #expect(try await neglected.collect(100).compactMap(\.number) == Array(101...200))
                for consumer in [idle, neglected] { await consumer.close() }
                await publisher.close()
            }
        }

        private func expectRefusal(_ broker: RabbitBroker) async {
            await #expect {
                _ = try await broker.openPublisher()
            } throws: { error in
                if case BrokerError.accessRefused = error { true } else { false }
            }
        }
    }
}
