import Foundation
import GRDB
import Messages
import Messaging
import Store
import TestKit
import Testing

@testable import ServiceKit

@Suite("Publishing again")
struct OutboxResendTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())

    private func write(_ store: ServiceStore, _ range: Range<Int>) async throws {
        try await store.write { transaction in
            for number in range {
                var product = Ledger.Product(id: transaction.newID(), name: "P\(number)")
                try transaction.insert(&product)
            }
        }
    }

    private func rows(_ store: ServiceStore) async throws -> [OutboxRow] {
        try await store.outbox(after: 0, limit: 100_000)
    }

    @Test func whatIsPublishedAgainKeepsItsIdAndItsOrder() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await write(store, 0..<3)
        ledger.clock.advance(by: .seconds(60))
        let page = try await OutboxResend(since: Instant(milliseconds: 0)).nextPage(store, cause: .system)
        #expect(page == OutboxResend.Page(count: 3, after: 3, upTo: 3, isLast: true, pending: 6))
        let all = try await rows(store)
        for (old, new) in zip(all[..<3], all[3...]) {
            #expect(new.body == old.body && new.type == old.type && new.isMandatory == old.isMandatory)
            #expect(new.id != old.id && new.sequence == nil && new.at == ledger.clock.now)
            #expect(new.subject == "resend/" + (old.subject ?? ""))
        }
    }

    @Test func alsoAnEmptiedConsumerHasEverythingAgainAndOneThatKnowsItDropsIt() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let (relay, consumer) = (try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker))
        try await running([relay, consumer]) {
            try await write(owner, 0..<25)
            try await waitUntil("all copies") { try await consumer.status().inbox == 25 }
            _ = try await OutboxResend(since: Instant(milliseconds: 0)).nextPage(owner, cause: .system)
            try await waitUntil("duplicates") { consumer.metrics.duplicates.value == 25 }
            // As after a restore of the consumer.
            try await other.write { try $0.db.execute(sql: "DELETE FROM inbox; DELETE FROM productCopy") }
            _ = try await OutboxResend(since: Instant(milliseconds: 0)).nextPage(owner, cause: .system)
            try await waitUntil("all copies again") {
                try await other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM productCopy") == 25 }
            }
        }
    }

    @Test func pagesGoToTheEndAsItWasAndNoFurther() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await write(store, 0..<2300)
        var wanted = OutboxResend(since: Instant(milliseconds: 0))
        var counts: [Int] = []
        var isLast = false
        while !isLast {
            let page = try await wanted.nextPage(store, cause: .system)
            counts.append(page.count)
            (wanted.after, wanted.upTo, isLast) = (page.after, page.upTo, page.isLast)
            try await write(store, 0..<10)
        }
        #expect(counts == [1000, 1000, 300])
        // Copies are never copied: only the thirty that came in between are new.
        let second = try await OutboxResend(since: Instant(milliseconds: 0), after: 2300).nextPage(
            store, cause: .system)
        #expect(second.count == 30)
    }

    @Test func onlyWhatIsAskedForIsPublishedAgain() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await write(store, 0..<2)
        let between = ledger.clock.now.adding(.seconds(30))
        ledger.clock.advance(by: .seconds(60))
        try await write(store, 2..<5)
        try await store.write { transaction in
            try transaction.publish(
                wireType: "vn.quen.copies.snapshot.page.v1", exchange: "quen.bootstrap",
                routingKey: "contracts.pipeline", data: ["a": 1])
        }
        func count(_ wanted: OutboxResend) async throws -> Int {
            try await wanted.nextPage(store, cause: .system).count
        }
        let early = Instant(milliseconds: 0)
        #expect(try await count(OutboxResend(since: between, upTo: 6)) == 3)
        #expect(try await count(OutboxResend(since: early, until: between, upTo: 6)) == 2)
        #expect(try await count(OutboxResend(since: early, exchange: "quen.bootstrap", upTo: 6)) == 1)
        #expect(try await count(OutboxResend(since: early, keyPrefix: "pipeline.product.", upTo: 6)) == 5)
        #expect(try await count(OutboxResend(since: early, keyPrefix: "pipeline.quote", upTo: 6)) == 0)
    }
}
