import Foundation
import Messaging
import TestKit
import Testing

/// The facts of RabbitMQ that the design rests on (`messaging.md`), tried on the version installed: `compose/test
/// broker-facts`.
@Suite("Facts of the broker", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct BrokerFacts {
    private func with(_ topology: Topology, _ body: (PrivateBroker, VirtualHost) async throws -> Void) async throws {
        let broker = try await PrivateBroker.start()
        let result: Result<Void, any Error>
        do { result = .success(try await body(broker, try await broker.virtualHost(topology))) } catch {
            result = .failure(error)
        }
        try await broker.stop()
        try result.get()
    }

    private static let topology = Topology(
        queues: ["a", "b"].map { .init($0, isSingleActiveConsumer: true, overflow: .rejectPublish) })

    private static func message(_ queue: String) -> OutboundMessage {
        OutboundMessage(
            exchange: "", routingKey: queue, isMandatory: false, properties: MessageProperties(),
            body: [UInt8](repeating: 0x78, count: 1024))
    }

    /// Facts 1 to 6, 9 and 10 with a client of another make.
    @Test func whatIsSeenOnTheWire() async throws {
        try await with(Topology()) { broker, host in
            let python =
                ProcessInfo.processInfo.environment["QUEN_TEST_PYTHON"]
                ?? ServiceUnderTest.repositoryRoot + "/.venv/bin/python"
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "broker-facts.py").path
            let log = NSTemporaryDirectory() + "quen-facts-\(UUID().uuidString).txt"
            defer { try? FileManager.default.removeItem(atPath: log) }
            let process = try ManagedProcess(
                python, [script],
                environment: [
                    "PATH": "/usr/bin:/bin", "FACTS_PORT": "\(broker.amqpPort)",
                    "FACTS_MANAGEMENT": broker.management.address, "FACTS_USER": broker.user,
                    "FACTS_PASSWORD": broker.password, "FACTS_VHOST": host.name,
                ], log: log)
            try await waitUntil("the facts", atMost: .seconds(180)) { !process.isRunning }
            print(try String(contentsOfFile: log, encoding: .utf8))
            #expect(process.status == 0, "so many facts do not hold")
        }
    }

    @Test func anAlarmBlocksPublishersAndNotConsumers() async throws {
        try await with(Self.topology) { broker, host in
            let rabbit = RabbitBroker(host.configuration())
            try await Flood(host.configuration()).publish([Self.message("a")])
            let publisher = try await rabbit.openPublisher()
            try await broker.control("set_vm_memory_high_watermark", "absolute", "1MB")
            try await publisher.publish([Self.message("b")])
            var isBlocked = false
            while !isBlocked {
                for event in try await publisher.nextEvents() { if case .blocked = event { isBlocked = true } }
            }
            let consumer = try await rabbit.openConsumer(queue: "a", prefetch: 1)
            let delivered = try await consumer.next(maxCount: 1, maxBytes: 10_000)
            #expect(delivered.count == 1)
            try await broker.control("set_vm_memory_high_watermark", "absolute", "2GB")
            await consumer.close()
            await publisher.close()
            print("fact  7  under an alarm a publisher is blocked and a consumer on another connection goes on: holds")
        }
    }

    @Test func aQuorumQueueSurvivesAKillSixSecondsAfterItsDeclaration() async throws {
        try await with(Self.topology) { broker, host in
            try await Flood(host.configuration()).publish((0..<100).map { _ in Self.message("a") })
            try await host.settled()
            try await broker.kill9()
            try await broker.restart()
            let old = try await count("a", host)
            #expect(old == 100)
            // What the design avoids: how it ends is up to chance.
            let fresh = try await broker.virtualHost(Self.topology)
            try await Flood(fresh.configuration()).publish((0..<100).map { _ in Self.message("a") })
            try await broker.kill9()
            try await broker.restart()
            let new = (try? await count("a", fresh)).map { "\($0) of 100" } ?? "no answer: no leader"
            print(
                "fact  8  a broker killed 6 s after a queue's declaration loses nothing: holds, at once after it: \(new)"
            )
        }
    }

    private func count(_ queue: String, _ host: VirtualHost) async throws -> Int {
        let consumer = try await RabbitBroker(host.configuration()).openConsumer(queue: queue, prefetch: 1000)
        var count = 0
        while count < 100 {
            let batch = try await within(.seconds(10), "messages") {
                try await consumer.next(maxCount: 1000, maxBytes: 1_000_000)
            }
            count += batch.count
        }
        await consumer.close()
        return count
    }

    @Test func itsSpeedIsThatOfOneQuorumQueue() async throws {
        try await with(Self.topology) { _, host in
            let total = 20_000
            let messages = (0..<total).map { _ in Self.message("a") }
            let clock = ContinuousClock()
            let published = try await clock.measure { try await Flood(host.configuration()).publish(messages) }
            let consumer = try await RabbitBroker(host.configuration()).openConsumer(queue: "a", prefetch: 1000)
            let consumed = try await clock.measure {
                var count = 0
                while count < total {
                    let batch = try await consumer.next(maxCount: 500, maxBytes: 1_000_000)
                    count += batch.count
                    if let last = batch.last { try await consumer.acknowledge(upTo: last.tag) }
                }
            }
            await consumer.close()
            let rates = [published, consumed].map { Int(Double(total) / ($0 / .seconds(1))) }
            print(
                "fact 11  1 KB through one quorum queue: \(rates[0])/s published, \(rates[1])/s consumed with a debug client"
            )
            #expect(rates.allSatisfy { $0 > 1000 })
        }
    }
}
