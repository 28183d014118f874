import Foundation
import GRDB
import Messages
import Messaging
import Store
import Synchronization
import TestKit
import Testing

@testable import ServiceKit

@Suite("Relay and inbox between two services")
struct RelayAndInboxTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())

    private func write(_ store: ServiceStore, products: Int, renames: Int) async throws {
        for number in 0..<products {
            let id = try await store.write { transaction in
                var product = Ledger.Product(id: transaction.newID(), name: "P\(number)")
                try transaction.insert(&product)
                return product.id
            }
            for rename in 1...max(renames, 1) where renames > 0 {
                try await store.write { transaction in
                    var product = try transaction.fetch(Ledger.Product.self, id)
                    let old = product
                    product.name = "P\(number)-\(rename)"
                    try transaction.update(&product, from: old)
                }
            }
        }
    }

    private func copies(_ store: ServiceStore) async throws -> [String] {
        try await store.read { try String.fetchAll($0, sql: "SELECT name FROM productCopy ORDER BY name") }
    }

    @Test func whatIsCommittedArrivesOnceAndInItsNewestState() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let kernels = [try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker)]
        try await running(kernels) {
            try await write(owner, products: 30, renames: 3)
            try await waitUntil("all copies") { try await copies(other) == (0..<30).map { "P\($0)-3" }.sorted() }
            try await waitUntil("the position") { try await kernels[0].status().outboxPending == 0 }
            let status = try await kernels[1].status()
            #expect(status.inbox == 120)
            #expect(status.holes == 0)
            #expect(status.deferred.isEmpty)
        }
    }

    @Test func aPublisherThatLostItsPositionSendsAgainAndNothingIsAppliedTwice() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            try await write(owner, products: 20, renames: 1)
            try await waitUntil("all") { try await consumer.status().inbox == 40 }
        }
        // As after a kill between the confirm and the position's write (fault 2).
        // Events of the audit, which nobody here listens to, stand among the products'.
        try await owner.write {
            try $0.db.execute(
                sql: """
                    UPDATE relay SET position =
                      (SELECT seq FROM outbox WHERE type LIKE '%.product.%' ORDER BY seq LIMIT 1 OFFSET 9)
                    """)
        }
        let again = try await ledger.consumer(other, broker)
        try await running([try await ledger.relayOnly(owner, broker), again]) {
            try await waitUntil("the duplicates") { again.metrics.duplicates.value == 30 }
            #expect(try await again.status().inbox == 40)
            #expect(try await copies(other).count == 20)
        }
    }

    @Test func aChannelThatIsLostInTheMiddleLosesNothing() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            for round in 0..<5 {
                try await write(owner, products: 10, renames: 2)
                broker.closeAllChannels()
                try await waitUntil("round \(round)", atMost: .seconds(20)) {
                    try await consumer.status().inbox == (round + 1) * 30
                }
            }
            #expect(try await consumer.status().holes == 0)
        }
    }

    @Test func aRefusedSubjectWaitsAndTheOthersGoOn() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let (relay, consumer) = (try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker))
        try await running([relay, consumer]) {
            // Not the markers that they send to themselves.
            for kernel in [relay, consumer] { #expect(await kernel.hasCaughtUp(within: .seconds(120))) }
            broker.rejectNext(1)
            try await write(owner, products: 5, renames: 4)
            try await waitUntil("all, the refused one too") { try await consumer.status().inbox == 25 }
            try await waitUntil("nothing is held") { try await relay.status().outboxHeld == 0 }
            #expect(relay.metrics.nacks.value == 1)
            #expect(try await consumer.status().holes == 0)
        }
    }
}

@Suite("Messages that fail")
struct FailingMessageTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())

    struct Poison: Error {}

    private func applied(_ store: ServiceStore) async throws -> [String] {
        try await store.read { try String.fetchAll($0, sql: "SELECT name FROM applied ORDER BY n") }
    }

    @Test func onePoisonInABatchIsPutAsideAndItsSubjectWaitsBehindIt() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let isFixed = Mutex(false)
        let kernel = try await ledger.consumer(store, broker) { event in
            if event.state.name == "poison", !isFixed.withLock({ $0 }) { throw Poison() }
        }
        let clock = ledger.clock
        let bad = clock.world.newID()
        var bodies = try (0..<99).map { number in
            try Ledger.opportunity(clock.world.newID(), 1, name: "good-\(number)", clock: clock)
        }
        bodies.insert(try Ledger.opportunity(bad, 1, name: "poison", clock: clock), at: 40)
        bodies.append(try Ledger.opportunity(bad, 2, name: "after", clock: clock))
        try await Ledger.send(bodies, broker)
        try await running([kernel]) {
            try await waitUntil("the good ones") { try await applied(store).count == 99 }
            let states = try await kernel.status().deferred
            #expect(states == ["retry": 1, "blocked": 1])
            isFixed.withLock { $0 = true }
            clock.advance(by: .seconds(10))
            kernel.retryDeferredNow()
            try await waitUntil("both, in order") { try await applied(store).suffix(2) == ["poison", "after"] }
            #expect(try await kernel.status().deferred.isEmpty)
        }
    }

    @Test func aPoisonIsParkedAfterTheLastTryAndCanBeDiscarded() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, broker) { event in
            if event.state.name == "poison" { throw Poison() }
        }
        let clock = ledger.clock
        let bad = clock.world.newID()
        try await Ledger.send(
            [
                try Ledger.opportunity(bad, 1, name: "poison", clock: clock),
                try Ledger.opportunity(bad, 2, name: "after", clock: clock),
            ], broker)
        try await running([kernel]) {
            try await waitUntil("put aside") { try await kernel.status().deferred == ["retry": 1, "blocked": 1] }
            for attempt in 2...8 {
                clock.advance(by: .seconds(30_000))
                kernel.retryDeferredNow()
                try await waitUntil("attempt \(attempt)") {
                    try await ParkedMessages(kernel).show(1).attempts == attempt
                }
            }
            let parked = ParkedMessages(kernel)
            #expect(try await parked.show(1).state == .parked)
            await #expect(throws: CommonError.self) { try await parked.replay(2) }
            try await parked.discard(1, reason: "test")
            try await waitUntil("the follower") { try await applied(store) == ["after"] }
            #expect(try await kernel.status().deferred.isEmpty)
        }
    }

    @Test func aMessageOfAQueueThatIsNoLongerConsumedIsParked() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, broker)
        try await store.write { transaction in
            try transaction.db.execute(
                sql: """
                    INSERT INTO deferred(state, isStep, queue, routingKey, body, dueAt, firstAt, lastAt)
                    VALUES ('retry', 0, 'contracts.gone', 'x', x'7B7D', 0, 0, 0)
                    """)
        }
        try await running([kernel]) {
            try await waitUntil("parked") { try await kernel.status().deferred == ["parked": 1] }
        }
    }

    @Test func anUnknownTypeWaitsVisiblyForAReleaseThatKnowsIt() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, broker)
        let clock = ledger.clock
        let body = try Ledger.opportunity(
            clock.world.newID(), 1, name: "x", type: "vn.quen.pipeline.opportunity.teleported.v1", clock: clock)
        try await Ledger.send([body], broker)
        try await running([kernel]) {
            try await waitUntil("kept") { try await kernel.status().deferred == ["unknown": 1] }
        }
    }

    @Test func theSameMessagesThreeTimesAndShuffledAcrossSubjectsAreAppliedOnceInOrder() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, broker)
        let clock = ledger.clock
        var generator = SeededGenerator(seed: 15)
        let subjects = try (0..<40).map { number in
            let id = clock.world.newID()
            return try (1...5).map { try Ledger.opportunity(id, $0, name: "\(number)-\($0)", clock: clock) }
        }
        var queues = subjects.map { $0 + $0 + $0 }
        var bodies: [[UInt8]] = []
        while let index = queues.indices.filter({ !queues[$0].isEmpty }).randomElement(using: &generator) {
            bodies.append(queues[index].removeFirst())
        }
        try await Ledger.send(bodies, broker)
        try await running([kernel]) {
            try await waitUntil("all") { kernel.metrics.consumed.value == 600 }
            let names = try await applied(store)
            #expect(names.count == 200)
            for number in 0..<40 {
                #expect(names.filter { $0.hasPrefix("\(number)-") } == (1...5).map { "\(number)-\($0)" })
            }
            #expect(kernel.metrics.duplicates.value == 400)
        }
    }
}
