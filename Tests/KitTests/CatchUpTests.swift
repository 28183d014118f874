import Foundation
import GRDB
import Messages
import Messaging
import Store
import TestKit
import Testing

@testable import ServiceKit

/// Until a service has applied what waited for it, a token from before its start cannot be judged (ACC-3).
@Suite struct CatchUpTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())
    private var marker: Topology.Binding { .init("quen.events", "contracts.events", "contracts.marker") }

    /// One that has had a signing key for long, so that it is not new.
    private func kernel() async throws -> ServiceKernel {
        let store = try ledger.consumerStore()
        try await store.write { transaction in
            let key = SigningKeyState(id: transaction.newID(), publicKey: "x")
            try SigningKeyCopy(key, sequence: .first).save(transaction.db)
        }
        return try await ledger.consumer(store, broker)
    }

    private func earlier(_ milliseconds: Int) -> Instant { ledger.clock.now.adding(.milliseconds(-milliseconds)) }

    @Test func whatWaitedIsAppliedFirst() async throws {
        defer { ledger.remove() }
        let clock = ledger.clock
        try await Ledger.send(
            try (0..<700).map { try Ledger.opportunity(clock.world.newID(), 1, name: "waits-\($0)", clock: clock) },
            broker)
        let kernel = try await kernel()
        try await running([kernel]) {
            #expect(await kernel.hasCaughtUp(within: .seconds(120)))
            let status = try await kernel.status()
            #expect(status.inbox == 700, "and not one later")
            #expect(status.deferred.isEmpty, "the marker is no message")
            #expect(await kernel.canJudge(tokenMadeAt: earlier(1)))
        }
    }

    @Test func tokensMadeSinceTheStartNeedNoBroker() async throws {
        defer { ledger.remove() }
        broker.block()
        ledger.clock.advance(by: .milliseconds(500))
        let kernel = try await kernel()
        try await running([kernel]) {
            #expect(await kernel.canJudge(tokenMadeAt: ledger.clock.now))
            #expect(await !kernel.canJudge(tokenMadeAt: earlier(1)), "in the same second, but before")
            broker.unblock()
            #expect(await kernel.hasCaughtUp(within: .seconds(120)))
            #expect(await kernel.canJudge(tokenMadeAt: earlier(1)))
        }
    }

    @Test func aMarkerThatIsRefusedOrFindsNoQueueIsSentAgain() async throws {
        defer { ledger.remove() }
        broker.unbind(marker)
        broker.rejectNext(1)
        let kernel = try await kernel()
        try await running([kernel]) {
            #expect(await !kernel.hasCaughtUp(within: .milliseconds(400)))
            broker.bind(marker)
            #expect(await kernel.hasCaughtUp(within: .seconds(120)))
        }
    }

    @Test func theMarkerOfAnEarlierRunProvesNothing() async throws {
        defer { ledger.remove() }
        try await Ledger.send([Array("{}".utf8)], broker, key: "contracts.marker")
        broker.block()
        let kernel = try await kernel()
        try await running([kernel]) {
            try await waitUntil("it is taken") {
                broker.readyMessages(in: "contracts.events").isEmpty
                    && broker.unacknowledgedCount(in: "contracts.events") == 0
            }
            #expect(await !kernel.hasCaughtUp(within: .zero))
            #expect(try await kernel.status().deferred.isEmpty)
            broker.unblock()
            #expect(await kernel.hasCaughtUp(within: .seconds(120)))
        }
    }

    @Test func aRestoredOrNewStoreNeverJudgesTokensFromBefore() async throws {
        defer { ledger.remove() }
        let new = try await ledger.consumer(try ledger.consumerStore(), broker)
        try await running([new]) {
            #expect(await new.hasCaughtUp(within: .seconds(120)))
            #expect(await !new.canJudge(tokenMadeAt: earlier(1)))
        }
        let kernel = try await kernel()
        let restoredAt = earlier(5000)
        try await kernel.store.write { transaction in
            try transaction.db.execute(
                sql: "INSERT INTO restoration(backupAt, restoredAt, epoch, settledAt) VALUES (?1, ?1, 1, ?1)",
                arguments: [restoredAt])
        }
        let restored = try await ledger.consumer(kernel.store, broker)
        try await running([restored]) {
            #expect(await restored.hasCaughtUp(within: .seconds(120)))
            #expect(await !restored.canJudge(tokenMadeAt: earlier(5001)))
            #expect(await restored.canJudge(tokenMadeAt: earlier(5000)))
        }
    }
}
