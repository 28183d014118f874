import Foundation
import GRDB
import Messages
import Messaging
import Store
import Synchronization
import TestKit
import Testing

@testable import ServiceKit

/// Two services on the real broker: what the memory broker cannot show.
@Suite("The ledger on RabbitMQ", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct RabbitLedgerTests {
    let ledger = Ledger()

    private func write(_ store: ServiceStore, _ range: Range<Int>) async throws {
        for number in range {
            try await store.write(priority: number % 2 == 0 ? .command : .background) { transaction in
                var product = Ledger.Product(id: transaction.newID(), name: "P\(number)")
                try transaction.insert(&product)
                let old = product
                product.name += "+"
                try transaction.update(&product, from: old)
            }
        }
    }

    private func names(_ store: ServiceStore, _ table: String) async throws -> Set<String> {
        try await store.read { try Set(String.fetchAll($0, sql: "SELECT name || sequence FROM \(table)")) }
    }

    private func pair(_ host: VirtualHost) async throws -> (ServiceKernel, ServiceKernel) {
        (
            try await ledger.relayOnly(
                try ledger.ownerStore(), RabbitBroker(host.configuration(user: "pipeline"))),
            try await ledger.consumer(
                try ledger.consumerStore(), RabbitBroker(host.configuration(user: "contracts")))
        )
    }

    @Test func connectionsThatAreCutLoseNothingAndRepeatNothing() async throws {
        defer { ledger.remove() }
        try await PrivateBroker.shared().withVirtualHost(Catalogue.topology()) { host in
            let (owner, other) = try await pair(host)
            try await running([owner, other]) {
                for round in 0..<4 {
                    try await write(owner.store, round * 100..<(round + 1) * 100)
                    try await cutConnections(host)
                }
                try await waitUntil("all", atMost: .seconds(60)) { try await other.status().inbox == 800 }
                #expect(try await names(owner.store, "product") == names(other.store, "productCopy"))
                #expect(try await other.status().holes == 0)
                try await waitUntil("the position") { try await owner.status().outboxPending == 0 }
            }
        }
    }

    /// Fault 9: while the service is away nobody waits; when it is back it gets everything, in order.
    @Test func aServiceThatWasAwayCatchesUp() async throws {
        defer { ledger.remove() }
        try await PrivateBroker.shared().withVirtualHost(Catalogue.topology()) { host in
            let (owner, other) = try await pair(host)
            try await running([owner]) {
                try await write(owner.store, 0..<300)
                try await waitUntil("published") { try await owner.status().outboxPending == 0 }
                #expect(try await owner.status().outboxHeld == 0)
            }
            try await running([other]) {
                try await waitUntil("caught up", atMost: .seconds(30)) { try await other.status().inbox == 600 }
                #expect(try await names(owner.store, "product") == names(other.store, "productCopy"))
            }
        }
    }

    /// Fault 9: with the queue full only what is routed to it waits.
    @Test func aFullQueueHoldsOnlyWhatIsRoutedToIt() async throws {
        defer { ledger.remove() }
        var topology = Catalogue.topology()
        topology.policies.insert(.init("full", pattern: "^contracts\\.events$", maxLength: 5), at: 0)
        try await PrivateBroker.shared().withVirtualHost(topology) { host in
            let (owner, other) = try await pair(host)
            try await running([owner]) {
                try await write(owner.store, 0..<40)
                try await waitUntil("some are held") { try await owner.status().outboxHeld > 0 }
                // Nobody listens to quotes but Contracts, and nobody at all to what only the owner's other events say:
                // a message without a subscriber passes at once.
                try await owner.store.write { transaction in
                    try transaction.publish(
                        wireType: "vn.quen.test.v1", exchange: "quen.replies", routingKey: "ext.nobody", data: ["a": 1])
                }
                let last = try await owner.store.outbox(after: 0, limit: 10_000).last?.seq ?? 0
                try await waitUntil("the free one has passed") { try await owner.store.relayPosition() >= last }
            }
            let again = try await ledger.relayOnly(
                owner.store, RabbitBroker(host.configuration(user: "pipeline")))
            try await running([again, other]) {
                try await waitUntil("all arrived", atMost: .seconds(90)) { try await other.status().inbox == 80 }
                try await waitUntil("nothing is held", atMost: .seconds(90)) {
                    try await again.status().outboxHeld == 0
                }
                #expect(try await names(again.store, "product") == names(other.store, "productCopy"))
                #expect(try await other.status().holes == 0)
            }
        }
    }

    /// Fault 4: the connection is gone between the commit and the acknowledgement.
    @Test func aBatchCommittedButNotAcknowledgedHasNoSecondEffect() async throws {
        defer { ledger.remove() }
        try await PrivateBroker.shared().withVirtualHost(Catalogue.topology()) { host in
            let (owner, other) = try await pair(host)
            let isFirst = Atomic(true)
            let cut = { @Sendable in
                guard isFirst.exchange(false, ordering: .relaxed) else { return }
                // A publisher and three consumers of each of the two.
                do { try await cutConnections(host, atLeast: 8) } catch { Issue.record(error) }
            }
            try await TestHooks.$hooks.withValue(["consumer-committed": cut]) {
                try await running([owner, other]) {
                    try await write(owner.store, 0..<50)
                    try await waitUntil("all") { try await other.status().inbox == 100 }
                    try await waitUntil("redelivery") { other.metrics.duplicates.value >= 1 }
                    #expect(try await names(owner.store, "product") == names(other.store, "productCopy"))
                }
            }
        }
    }

    /// Fault 13: a thousand malformed inputs, each answered, and good ones among them taken.
    @Test func malformedInputsAreAnsweredAndHarmNothing() async throws {
        defer { ledger.remove() }
        try await PrivateBroker.shared().withVirtualHost(Catalogue.topology(outsideSystems: ["test"])) { host in
            let kernel = try await ledger.consumer(
                try ledger.consumerStore(), RabbitBroker(host.configuration(user: "contracts")))
            let outside = try await RabbitBroker(host.configuration(user: "ext.test")).openPublisher()
            try await running([kernel]) {
                var codes: [String: Int] = [:]
                for number in 0..<1000 {
                    let (body, code) = Malformed.input(number)
                    codes[code, default: 0] += 1
                    try await outside.publish([
                        OutboundMessage(
                            exchange: "quen.inbound", routingKey: "ext.test.payment.received.v1", isMandatory: false,
                            properties: MessageProperties(), body: body)
                    ])
                }
                try await waitUntil("all are answered", atMost: .seconds(60)) {
                    try await answers(kernel).values.reduce(0, +) == 1000
                }
                #expect(try await answers(kernel) == codes)
                #expect(try await kernel.status().deferred.isEmpty)
            }
            await outside.close()
        }
    }

    private func answers(_ kernel: ServiceKernel) async throws -> [String: Int] {
        try await kernel.store.outbox(after: 0, limit: 5000).reduce(into: [:]) { counts, row in
            let message = try ReceivedMessage(body: row.body)
            if row.type == InboundRejected.wireName {
                counts[try message.decode(InboundRejected.self).code, default: 0] += 1
            } else {
                counts["accepted", default: 0] += 1
            }
        }
    }
}

/// Bodies that are wrong in every way an outside system has found so far, and some that are right.
private enum Malformed {
    static func input(_ number: Int) -> (body: [UInt8], code: String) {
        let data = #"{"externalId":"p\#(number)","amount":{"amount":5,"currency":"VND"},"paidOn":"2026-11-22"}"#
        func envelope(
            id: String = "\"m\(number)\"", source: String = "urn:ext:test",
            type: String = "vn.quen.inbound.payment.received.v1",
            data: String, extra: String = ""
        ) -> [UInt8] {
            Array(
                """
                {"specversion":"1.0","id":\(id),"source":"\(source)","type":"\(type)","time":"2026-11-22T00:00:00Z"\(extra),"data":\(data)}
                """.utf8)
        }
        switch number % 12 {
        case 0: return (Array("not json at all".utf8), "not-json")
        case 1: return (Array(#"{"specversion":"1.0""#.utf8), "not-json")
        case 2: return ([0x7B, 0xFF, 0xFE, 0x7D], "not-utf-8")
        case 3: return (Array(String(repeating: "[", count: 10_000).utf8), "too-deep")
        case 4: return (envelope(data: data, extra: #","time":"2026-11-22T00:00:00Z""#), "duplicate-key")
        case 5: return (envelope(id: "\"\"", data: data), "missing")
        case 6: return (envelope(source: "urn:ext:bank", data: data), "source-not-allowed")
        case 7: return (envelope(type: "vn.quen.inbound.payment.teleported.v1", data: data), "unknown-type")
        case 8: return (envelope(data: #"{"externalId":"x"}"#), "missing")
        case 9: return (envelope(data: data.replacing("5,", with: "\"5\",")), "wrong-type")
        case 10: return (envelope(data: data.replacing("2026-11-22\"}", with: "2026-02-30\"}")), "invalid-value")
        default: return (envelope(data: data), "accepted")
        }
    }
}

/// Makes the broker end every connection of the virtual host. Its list of them lags behind by some seconds: waits until
/// so many have been ended.
private func cutConnections(_ host: VirtualHost, atLeast count: Int = 1) async throws {
    struct Connection: Decodable { var name: String }
    var ended = 0
    try await waitUntil("connections to cut", atMost: .seconds(20)) {
        let list = try await host.management.send("GET", ["vhosts", host.name, "connections"])
        for connection in try JSONDecoder().decode([Connection].self, from: list) {
            if (try? await host.management.send("DELETE", ["connections", connection.name])) != nil { ended += 1 }
        }
        return ended >= count
    }
}
