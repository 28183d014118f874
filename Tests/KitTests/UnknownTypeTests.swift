import Foundation
import GRDB
import Messages
import Messaging
import Store
import TestKit
import Testing

@testable import ServiceKit

/// A consumer older than the producer (fault 22): nothing is lost, and nothing passes what waits.
@Suite("Services of different releases")
struct UnknownTypeTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())

    /// The opportunity as a later release knows it: with another event and another member.
    struct NewerOpportunity: EntityState {
        static let owner = ServiceName.pipeline
        static let entity = "opportunity"
        static let events = OpportunityState.events + ["archived"]
        static let minor = 1
        var id: EntityID
        var name: String
        var archivedBecause: String?
    }

    /// The next major, beside it.
    struct OpportunityV2: EntityState {
        static let owner = ServiceName.pipeline
        static let entity = "opportunity"
        static let events: [EventName] = [.updated]
        static let major = 2
        var id: EntityID
        var title: String
    }

    private func newer(_ store: ServiceStore) async throws -> ServiceKernel {
        @Sendable func note(_ transaction: Transaction, _ subject: Subject, _ sequence: EventSequence, _ name: String)
            throws
        {
            try transaction.db.execute(
                sql: "INSERT INTO applied(subject, sequence, name) VALUES (?, ?, ?)",
                arguments: [subject, sequence, name])
        }
        return try await ServiceKernel(
            store: store, broker: broker,
            subscriptions: [
                .copy(Ledger.CustomerCopy.self), .copy(Ledger.ProductCopy.self), .copy(Ledger.UnitGroupCopy.self),
                .copy(Ledger.QuoteCopy.self),
                .step(CaseState.self) { _, _ in },
                .step(NewerOpportunity.self) { try note($0, $1.state.subject, $1.sequence, $1.state.name) },
                .step(OpportunityV2.self) { try note($0, $1.state.subject, $1.sequence, $1.state.title) },
            ], inbound: Ledger.inbound(), logger: Ledger.silent)
    }

    private func event<State: EntityState>(_ state: State, _ event: EventName, _ sequence: Int64) throws -> [UInt8] {
        let type = State.type(event)
        return try Envelope(
            id: ledger.clock.world.newID(), source: "urn:quen:main:pipeline", type: type.wireName,
            subject: state.subject, time: ledger.clock.now, dataschema: type.schema, sequence: EventSequence(sequence)
        ).encoded(data: EntityEventData(state: state, changed: ["name"]))
    }

    private func applied(_ store: ServiceStore) async throws -> [String] {
        try await store.read { try String.fetchAll($0, sql: "SELECT name FROM applied ORDER BY n") }
    }

    @Test func aConsumerOlderThanTheProducerWaitsAndAppliesLaterInOrder() async throws {
        defer { ledger.remove() }
        let (id, other) = (ledger.clock.world.newID(), ledger.clock.world.newID())
        try await Ledger.send(
            [
                Ledger.opportunity(id, 1, name: "one", clock: ledger.clock),
                event(NewerOpportunity(id: id, name: "two", archivedBecause: "old"), "archived", 2),
                event(OpportunityV2(id: id, title: "three"), .updated, 3),
                Ledger.opportunity(id, 4, name: "four", clock: ledger.clock),
                Ledger.opportunity(other, 1, name: "another", clock: ledger.clock),
            ], broker)
        try await withStore { store in
            let older = try await ledger.consumer(store, broker)
            try await running([older]) {
                try await waitUntil("all taken in") { try await older.status().inbox == 5 }
                #expect(try await applied(store) == ["one", "another"])
                #expect(try await older.status().deferred == ["unknown": 1, "blocked": 2])
                let shown = try await ParkedMessages(older).list(state: "unknown", before: nil, limit: 10)
                #expect(shown.map(\.type) == ["vn.quen.pipeline.opportunity.archived.v1"])
            }
        }
        // A restart of the same release changes nothing.
        try await withStore { store in
            let older = try await ledger.consumer(store, broker)
            try await running([older]) {
                try await Ledger.send([Ledger.opportunity(other, 2, name: "goes on", clock: ledger.clock)], broker)
                try await waitUntil("the other subject") { try await applied(store).last == "goes on" }
                #expect(try await older.status().deferred == ["unknown": 1, "blocked": 2])
            }
        }
        try await withStore { store in
            let kernel = try await newer(store)
            try await running([kernel]) {
                try await waitUntil("what waited, in order") {
                    try await applied(store) == ["one", "another", "goes on", "two", "three", "four"]
                }
                #expect(try await kernel.status().deferred.isEmpty)
                print("fault 22  a consumer older than its producer: 3 waited, visible, and were applied in order")
            }
        }
    }

    @Test func anUnknownMajorOfItsOwnWaitsAndBothMajorsAreAppliedByWhoKnowsThem() async throws {
        defer { ledger.remove() }
        let id = ledger.clock.world.newID()
        try await Ledger.send([event(OpportunityV2(id: id, title: "second major"), .updated, 1)], broker)
        try await withStore { store in
            let older = try await ledger.consumer(store, broker)
            try await running([older]) {
                try await waitUntil("kept") { try await older.status().deferred == ["unknown": 1] }
            }
        }
        try await withStore { store in
            let kernel = try await newer(store)
            try await running([kernel]) {
                try await Ledger.send(
                    [event(NewerOpportunity(id: id, name: "first major"), .updated, 2)], broker)
                try await waitUntil("both") { try await applied(store) == ["second major", "first major"] }
            }
        }
    }

    @Test func anOlderConsumerPassesOverMembersThatItDoesNotKnow() async throws {
        defer { ledger.remove() }
        let plain = try Ledger.opportunity(ledger.clock.world.newID(), 1, name: "more", clock: ledger.clock)
        let text = String(decoding: plain, as: UTF8.self)
            .replacing(#""data":{"#, with: #""data":{"since2027":[1,{"a":null}],"#)
            .replacing(#""state":{"#, with: #""state":{"colour":{"hue":7},"#)
        try await withStore { store in
            let older = try await ledger.consumer(store, broker)
            try await running([older]) {
                try await Ledger.send([Array(text.utf8)], broker)
                try await waitUntil("applied") { try await applied(store) == ["more"] }
                #expect(try await older.status().deferred.isEmpty)
            }
        }
    }

    /// As one process has it, and then the next.
    private func withStore(_ body: (ServiceStore) async throws -> Void) async throws {
        try await body(try ledger.consumerStore())
    }
}
