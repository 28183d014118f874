import Messaging
import Testing

/// The faults that `MemoryBroker` injects for other modules' tests.
@Suite(.timeLimit(.minutes(1)))
struct MemoryFaultTests {
    private let broker = MemoryBroker(.test)

    @Test func blockingSuspendsPublishUntilUnblocked() async throws {
        let publisher = try await broker.openPublisher()
        broker.block(reason: "low on disk")
        #expect(try await publisher.nextEvents() == [.blocked(reason: "low on disk")])
        let waiting = Task { try await publisher.publish([.numbered(1)]) }
        broker.unblock()
        #expect(try await waiting.value == 1)
        var outcomes = Outcomes()
        try await outcomes.read(publisher, through: 1)
        #expect(outcomes.events.contains(.unblocked))
        #expect(outcomes.confirmed == [1])
    }

    @Test func closingAllChannelsEndsThemAndRequeues() async throws {
        let publisher = try await broker.openPublisher()
        let consumer = try await broker.openConsumer(queue: "work", prefetch: 10)
        try await publisher.publish([.numbered(1)])
        #expect(try await consumer.collect(1).count == 1)
        #expect(broker.unacknowledgedCount(in: "work") == 1)
        broker.closeAllChannels(.connection("gone"))
        #expect(try await publisher.nextEvents().last == .closed(.connection("gone")))
        await #expect(throws: BrokerError.connection("gone")) { try await consumer.next(maxCount: 1, maxBytes: 1) }
        #expect(broker.readyMessages(in: "work") == [.numbered(1)])
    }

    @Test func rejectedPublishesReachNoQueue() async throws {
        let publisher = try await broker.openPublisher()
        broker.rejectNext(2)
        try await publisher.publish((1...3).map { .numbered($0) })
        var outcomes = Outcomes()
        try await outcomes.read(publisher, through: 3)
        #expect(outcomes.rejected == [1, 2])
        #expect(outcomes.confirmed == [3])
        #expect(broker.readyMessages(in: "work") == [.numbered(3)])
    }

    @Test func aMissingBindingReturnsWhatIsMandatory() async throws {
        let publisher = try await broker.openPublisher()
        let binding = Topology.Binding("events", "work", "customers.#")
        broker.unbind(binding)
        try await publisher.publish([.numbered(1)])
        broker.bind(binding)
        try await publisher.publish([.numbered(2)])
        var outcomes = Outcomes()
        try await outcomes.read(publisher, through: 2)
        #expect(outcomes.events.contains(.returned(messageID: "m1", code: 312, text: "NO_ROUTE")))
        #expect(broker.readyMessages(in: "work") == [.numbered(2)])
    }

    @Test func oneFullQueueRefusesYetTheOtherKeepsItsCopy() async throws {
        broker.bind(Topology.Binding("events", "work", "small.#"))
        let publisher = try await broker.openPublisher()
        try await publisher.publish((1...11).map { .numbered($0, key: "small.order.done") })
        var outcomes = Outcomes()
        try await outcomes.read(publisher, through: 11)
        #expect(outcomes.rejected == [11])
        #expect(broker.readyMessages(in: "small").count == 10)
        #expect(broker.readyMessages(in: "work").count == 11)
    }
}
