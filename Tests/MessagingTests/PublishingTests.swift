import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// The publisher's half of the contract, on both brokers.
    @Suite struct Publishing {
        @Test(arguments: BrokerKind.tested)
        func publishesAreConfirmedUnderTagsFromOne(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                #expect(try await publisher.publish([.numbered(1)]) == 1)
                #expect(try await publisher.publish((2...100).map { .numbered($0) }) == 2)
                #expect(try await publisher.publish([.numbered(101)]) == 101)
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 101)
                #expect(outcomes.confirmed == Set(1...101))
                #expect(outcomes.rejected.isEmpty)
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aMandatoryMessageForNoQueueIsReturnedBeforeItIsConfirmed(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                try await publisher.publish([.numbered(7, key: "nobody.wants.this")])
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 1)
                #expect(
                    outcomes.events == [
                        .returned(messageID: "m7", code: 312, text: "NO_ROUTE"), .confirmed(tag: 1, multiple: false),
                    ])
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func withoutMandatoryItIsConfirmedAndGone(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                try await publisher.publish([.numbered(7, key: "nobody.wants.this", isMandatory: false)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 1)
                #expect(outcomes.events == [.confirmed(tag: 1, multiple: false)])
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func theAlternateExchangeTakesWhatNobodyBinds(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                var message = OutboundMessage.numbered(1, key: "ext.shop.order.placed.v1")
                message.exchange = "inbound"
                try await fixture.load([message])
                let consumer = try await fixture.broker.openConsumer(queue: "unrouted", prefetch: 1)
                let delivery = try #require(try await consumer.collect(1).first)
                #expect(delivery.exchange == "inbound")
                #expect(delivery.routingKey == "ext.shop.order.placed.v1")
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func anUnknownExchangeClosesTheChannelWith404(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                var lost = OutboundMessage.numbered(2)
                lost.exchange = "nowhere"
                try await publisher.publish([.numbered(1), lost])
                var outcomes = Outcomes()
                try await outcomes.read(publisher) { $0.endsWithCode(404) }
                #expect(outcomes.events.last?.endsWithCode(404) == true)
                #expect(!outcomes.confirmed.contains(2))
                #expect(try await publisher.nextEvents().isEmpty)
                await #expect(throws: BrokerError.closed) { try await publisher.publish([.numbered(3)]) }
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func anOversizeMessageClosesTheChannelWith406(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                try await publisher.publish([.numbered(1, byteCount: 262_145)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher) { $0.endsWithCode(406) }
                guard case .closed(.channel(406, let text)) = outcomes.events.last else {
                    Issue.record("ended with \(String(describing: outcomes.events.last))")
                    return
                }
                #expect(text.contains("262144"))
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aFullQueueRefuses(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                var outcomes = Outcomes()
                var last: UInt64 = 0
                // A quorum queue's limit is soft, so go on until it says no.
                while outcomes.rejected.isEmpty, last < 1000 {
                    last = try await publisher.publish([.numbered(Int(last) + 1, key: "small.order.done")])
                    try await outcomes.read(publisher, through: last)
                }
                #expect(outcomes.confirmed.count >= 10)
                #expect(outcomes.rejected == [last])
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aRingDropsItsOldest(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                try await fixture.load((1...20).map { .numbered($0, key: "ring.bell") })
                let consumer = try await fixture.broker.openConsumer(queue: "ring", prefetch: 20)
                let numbers = try await consumer.collect(5).compactMap(\.number)
                #expect(numbers == [16, 17, 18, 19, 20])
                await consumer.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func closeIsIdempotentAndTheLastEvent(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                await publisher.close()
                await publisher.close()
                #expect(try await publisher.nextEvents() == [.closed(.closed)])
                #expect(try await publisher.nextEvents().isEmpty)
                await #expect(throws: BrokerError.closed) { try await publisher.publish([.numbered(1)]) }
            }
        }

        @Test(arguments: BrokerKind.tested)
        func cancellingNextEventsLosesNone(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                let waiting = Task { try await publisher.nextEvents() }
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
                try await publisher.publish([.numbered(1)])
                var outcomes = Outcomes()
                try await outcomes.read(publisher, through: 1)
                #expect(outcomes.confirmed == [1])
                await publisher.close()
            }
        }

        @Test(arguments: BrokerKind.tested)
        func aTooLongRoutingKeyIsRefusedBeforeItIsSent(_ kind: BrokerKind) async throws {
            try await BrokerFixture.with(kind) { fixture in
                let publisher = try await fixture.broker.openPublisher()
                let key = String(repeating: "k", count: 256)
                await #expect(throws: BrokerError.channel(code: 502, text: "the routing key is longer than 255 bytes"))
                {
                    try await publisher.publish([.numbered(1, key: key)])
                }
                #expect(try await publisher.publish([.numbered(1)]) == 1)
                await publisher.close()
            }
        }
    }
}

extension PublisherEvent {
    func endsWithCode(_ code: Int) -> Bool {
        if case .closed(.channel(code, _)) = self { true } else { false }
    }
}
