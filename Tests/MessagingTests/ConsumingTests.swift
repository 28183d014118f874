import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// The consumer's half of the contract, on both brokers.
    @Suite struct Consuming {
        @Test(arguments: BrokerKind.tested)
        func deliveriesComeInOrderWithinThePrefetch(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                try await fixture.load((1...50).map { .numbered($0) })
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 10)
                var numbers: [Int] = []
                while numbers.count < 50 {
                    let batch = try await consumer.next(maxCount: 100, maxBytes: 1_000_000)
                    #expect(batch.count <= 10)
                    #expect(batch.map(\.tag) == (1...batch.count).map { UInt64(numbers.count + $0) })
                    numbers += batch.compactMap(\.number)
                    try await consumer.acknowledge(upTo: UInt64(numbers.count))
                }
                #expect(numbers == Array(1...50))
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aBatchEndsAtItsCountAndItsBytes(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                try await fixture.load((1...6).map { .numbered($0, byteCount: 1000) })
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 10)
                var numbers: [Int] = []
                for limit in [(1, 9999), (2, 9999), (9, 1), (9, 1500)] {
                    let batch = try await consumer.next(maxCount: limit.0, maxBytes: limit.1)
                    #expect(batch.count <= (limit.1 < 2000 ? 1 : limit.0))
                    numbers += batch.compactMap(\.number)
                }
                #expect(numbers == Array(1...numbers.count))
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func whatWasNotAcknowledgedComesAgainInOrder(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                try await fixture.load((1...20).map { .numbered($0) })
                let first = try await fixture.broker.openConsumer(queue: "work", prefetch: 15)
                #expect(try await first.collect(10).filter(\.isRedelivered).isEmpty)
                try await first.acknowledge(upTo: 4)
                await first.close()
                let second = try await fixture.broker.openConsumer(queue: "work", prefetch: 100)
                let again = try await second.collect(16)
                #expect(again.compactMap(\.number) == Array(5...20))
                #expect(again.filter(\.isRedelivered).count >= 6)
                #expect(again.map(\.tag) == (1...16).map { UInt64($0) })
                try await second.acknowledge(upTo: 16)
                await second.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func onlyOneConsumerIsActiveAndTheNextTakesOver(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let active = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                let standby = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                try await fixture.load((1...10).map { .numbered($0) })
                async let waiting = standby.collect(5)
                #expect(try await active.collect(5).compactMap(\.number) == Array(1...5))
                try await active.acknowledge(upTo: 2)
                #expect(try await active.collect(2).compactMap(\.number) == [6, 7])
                await active.close()
                let taken = try await waiting
                #expect(taken.compactMap(\.number) == Array(3...7))
                await standby.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func cancellingNextLosesNothing(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                let waiting = Task { try await consumer.next(maxCount: 5, maxBytes: 1000) }
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
                try await fixture.load([.numbered(1)])
                #expect(try await consumer.collect(1).first?.number == 1)
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aDeletedQueueEndsItsConsumer(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                try await fixture.deleteQueue("work")
                await #expect(throws: BrokerError.consumerCancelled(queue: "work")) {
                    try await consumer.next(maxCount: 5, maxBytes: 1000)
                }
                await #expect(throws: BrokerError.consumerCancelled(queue: "work")) {
                    try await consumer.acknowledge(upTo: 1)
                }
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aMissingQueueIsRefusedWith404(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                do {
                    _ = try await fixture.broker.openConsumer(queue: "nowhere", prefetch: 5)
                    Issue.record("opened a consumer on a missing queue")
                } catch BrokerError.channel(let code, _) {
                    #expect(code == 404)
                }
            }
        }

        @Test(arguments: BrokerKind.tested)
        func anUnknownTagEndsTheChannelWith406(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                try await consumer.acknowledge(upTo: 9)
                do {
                    _ = try await consumer.next(maxCount: 1, maxBytes: 1)
                    Issue.record("went on after an unknown tag")
                } catch BrokerError.channel(let code, _) {
                    #expect(code == 406)
                }
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func propertiesAndHeadersArriveAsSent(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                var message = OutboundMessage.numbered(1)
                message.properties = MessageProperties(
                    messageID: "m1", contentType: "application/cloudevents+json; charset=utf-8",
                    type: "vn.quen.customers.customer.changed.v1", correlationID: "c1", appID: "customers",
                    timestamp: 1_790_000_000,
                    headers: ["subject": "customer/Đỗ Thị Ý", "empty": "", "sequence": "00000100000000000001"])
                try await fixture.load([message])
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                let delivery = try #require(try await consumer.collect(1).first)
                #expect(delivery.properties == message.properties)
                #expect(delivery.exchange == "events")
                #expect(delivery.routingKey == message.routingKey)
                #expect(delivery.body == message.body)
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested, [0, 1, 131_064, 131_072, 262_144])
        func bodiesOfAnySizeArriveWhole(_ kind: BrokerKind, byteCount: Int) async throws {
            try await BrokerFixture.with(kind) { fixture in
                var message = OutboundMessage.numbered(1)
                message.body = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                try await fixture.load([message, .numbered(2)])
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                let deliveries = try await consumer.collect(2)
                #expect(deliveries.first?.body == message.body)
                #expect(deliveries.last?.number == 2)
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func closeIsIdempotentAndEndsNext(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let consumer = try await fixture.broker.openConsumer(queue: "work", prefetch: 5)
                let waiting = Task { try await consumer.next(maxCount: 1, maxBytes: 1) }
                await consumer.close()
                await consumer.close()
                await #expect(throws: BrokerError.closed) { try await waiting.value }
                await #expect(throws: BrokerError.closed) { try await consumer.acknowledge(upTo: 1) }
            }
        }
    }
}
