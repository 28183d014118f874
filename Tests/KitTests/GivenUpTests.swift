import Foundation
import Messages
import Messaging
import Money
import Store
import Synchronization
import TestKit
import Testing

@testable import ServiceKit

/// A message of another system that Quen could not apply and has parked: its sender is told, once for all copies of it.
@Suite("Messages of other systems that are given up")
struct GivenUpTests {
    private let ledger = Ledger()
    private let broker = MemoryBroker(Catalogue.topology(outsideSystems: ["test"]))

    private struct Fault: Error {}

    private func send(_ id: String) async throws {
        let payment = PaymentReceived(
            externalId: "FT-1", amount: Amount(minorUnits: 5_000_000, currency: .vnd),
            paidOn: LocalZone.vietNam.day(of: ledger.clock.now))
        let body = """
            {"specversion":"1.0","id":"\(id)","source":"urn:ext:test","type":"\(PaymentReceived.type.wireName)",\
            "time":"\(ledger.clock.now)","data":\(String(decoding: try WireJSON.encode(payment), as: UTF8.self))}
            """
        let publisher = try await broker.openPublisher()
        try await publisher.publish([
            OutboundMessage(
                exchange: "quen.inbound", routingKey: "ext.test.payment.received.v1", isMandatory: false,
                properties: MessageProperties(), body: Array(body.utf8))
        ])
        await publisher.close()
    }

    private func replies(_ store: ServiceStore) async throws -> [ReceivedMessage] {
        try await store.outbox(after: 0, limit: 100).filter { $0.exchange == "quen.replies" }
            .map { try ReceivedMessage(body: $0.body) }
    }

    private func waitForReplies(_ count: Int, _ store: ServiceStore) async throws -> ReceivedMessage {
        try await waitUntil("\(count) answers") { try await replies(store).count >= count }
        let all = try await replies(store)
        #expect(all.count == count)
        return try #require(all.last)
    }

    private func exhaust(_ kernel: ServiceKernel) async throws {
        for attempt in 2...8 {
            ledger.clock.advance(by: .seconds(30_000))
            kernel.retryDeferredNow()
            try await waitUntil("attempt \(attempt)") { try await ParkedMessages(kernel).show(1).attempts == attempt }
        }
    }

    @Test func theSenderIsToldAndHearsAnewWhenAnOperatorHasReplayedIt() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let isFixed = Mutex(false)
        let kernel = try await ledger.consumer(
            store, broker, onPayment: { _ in if !isFixed.withLock({ $0 }) { throw Fault() } })
        try await running([kernel]) {
            try await send("m-1")
            try await waitUntil("put aside") { try await kernel.status().deferred == ["retry": 1] }
            #expect(try await replies(store).isEmpty)
            try await exhaust(kernel)
            let told = try await waitForReplies(1, store)
            let rejected = try told.decode(InboundRejected.self)
            #expect(told.envelope.type == InboundRejected.wireName)
            #expect(rejected.code == "given-up" && !rejected.retryable)
            #expect(rejected.messageId == "m-1" && rejected.externalId == "FT-1")
            // A duplicate gets the same answer and is not tried.
            try await send("m-1")
            #expect(try await waitForReplies(2, store).decode(InboundRejected.self) == rejected)
            #expect(try await kernel.status().deferred == ["parked": 1])
            isFixed.withLock { $0 = true }
            try await ParkedMessages(kernel).replay(1)
            let accepted = try await waitForReplies(3, store)
            #expect(accepted.envelope.type == InboundAccepted.wireName)
            try await waitUntil("nothing to be parked") { try await kernel.status().deferred.isEmpty }
            try await send("m-1")
            #expect(try await waitForReplies(4, store).envelope.type == InboundAccepted.wireName)
        }
    }

    @Test func oneThatFailsAgainAfterAReplayIsNotAnsweredTwice() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, broker, onPayment: { _ in throw Fault() })
        try await running([kernel]) {
            try await send("m-1")
            try await waitUntil("put aside") { try await kernel.status().deferred == ["retry": 1] }
            try await exhaust(kernel)
            let first = try await waitForReplies(1, store)
            try await ParkedMessages(kernel).replay(1)
            try await waitUntil("the first new try") { try await ParkedMessages(kernel).show(1).attempts == 1 }
            try await exhaust(kernel)
            #expect(try await kernel.status().deferred == ["parked": 1])
            #expect(try await waitForReplies(1, store).envelope.id == first.envelope.id)
        }
    }
}
