import Foundation
import GRDB
import Messages
import Messaging
import TestKit
import Testing

@testable import ServiceKit
@testable import Store

/// Every change and act is noted in its own transaction, before and after, with who asked and why (ACC-5).
@Suite("Audit")
struct AuditTests {
    let ledger = Ledger()

    private struct Account: EntityRecord {
        static let databaseTableName = "account"
        var id: EntityID
        var sequence = EventSequence(1)
        var email: String?
        var published: AccountState {
            AccountState(id: id, signInName: "an", email: email, roles: [], permissionVersion: 1)
        }
    }

    private static let person = Cause(
        actor: EntityID(namespace: .quen, parts: ["An"]), correlationId: "request-1", origin: .request,
        session: EntityID(namespace: .quen, parts: ["session"]), address: "203.0.113.7")

    private func entries(_ store: ServiceStore) async throws -> [AuditEntry] {
        try await store.read { try AuditRow.fetchAll($0, sql: "SELECT * FROM audit ORDER BY seq").map(\.entry) }
    }

    @Test func aChangeOfARecordIsNotedWithWhatChangedAndNothingElse() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let id = EntityID(namespace: .quen, parts: ["opportunity"])
        try await store.write(cause: Self.person) { transaction in
            var opportunity = Ledger.Opportunity(id: id, name: "Máy in")
            try transaction.insert(&opportunity)
            let old = opportunity
            opportunity.name = "Máy in \"laser\""
            try transaction.update(&opportunity, from: old, cause: "khách đổi ý")
            // Nothing changed: nothing is noted.
            try transaction.update(&opportunity, from: opportunity)
            try transaction.delete(opportunity)
        }
        let entries = try await entries(store)
        #expect(entries.map(\.act) == ["created", "updated", "deleted"])
        #expect(entries.map(\.seq) == [1, 2, 3])
        for entry in entries {
            #expect(entry.entity == "opportunity" && entry.recordId == id.description && entry.epoch == 0)
            #expect(entry.actor == Self.person.actor && entry.session == Self.person.session)
            #expect(entry.address == "203.0.113.7" && entry.origin == .request && entry.correlation == "request-1")
            #expect(entry.at == ledger.clock.now)
        }
        #expect(
            entries[1].body
                == #"{"after":{"name":"Máy in \"laser\""},"before":{"name":"Máy in"},"reason":"khách đổi ý"}"#)
        let created = try JSONValue(parsing: Array((entries[0].body ?? "").utf8))
        #expect(created["after"]?["name"] == "Máy in" && created["before"] == nil)
        let deleted = try JSONValue(parsing: Array((entries[2].body ?? "").utf8))
        #expect(deleted["before"]?["name"] == "Máy in \"laser\"" && deleted["after"] == nil)
    }

    /// What was absent before, or is now, is told as `null`.
    @Test func aMemberThatComesOrGoesIsNoted() async throws {
        defer { ledger.remove() }
        let store = try ServiceStore(
            directory: ledger.directory + "/gateway", service: .gateway, site: "main", world: ledger.clock.world
        ) {
            $0.registerMigration("account") { db in
                try db.execute(
                    sql: "CREATE TABLE account(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, email TEXT)")
            }
        }
        let id = EntityID(namespace: .quen, parts: ["account"])
        try await store.write { transaction in
            var account = Account(id: id, email: nil)
            try transaction.insert(&account)
            var old = account
            account.email = "an@example.vn"
            try transaction.update(&account, from: old)
            old = account
            account.email = nil
            try transaction.update(&account, from: old)
        }
        #expect(
            try await entries(store).dropFirst().map(\.body) == [
                #"{"after":{"email":"an@example.vn"},"before":{"email":null}}"#,
                #"{"after":{"email":null},"before":{"email":"an@example.vn"}}"#,
            ])
    }

    /// The event's bytes are those that its whole data would have been written as.
    @Test func anEventIsWrittenAsItsDataWouldBe() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let product = try await Ledger.put(
            Ledger.Product(id: EntityID(namespace: .quen, parts: ["p"]), name: "Ấm \"điện\"\n"), store)
        let row = try #require(try await store.outbox(after: 0, limit: 1).first)
        let message = try ReceivedMessage(body: row.body)
        let data = try message.decode(EntityEventData<ProductState>.self)
        #expect(data.state == product.published)
        #expect(try message.data == WireJSON.encode(data))
    }

    @Test func whatIsUndoneLeavesNoTraceAndNoGap() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        struct Undone: Error {}
        try await store.write { transaction in
            try transaction.audit("first", subject: nil)
            try? transaction.attempt {
                try transaction.audit("undone", subject: nil)
                throw Undone()
            }
            try transaction.audit("second", subject: "stage-list/x", details: ["of": "PIP-3", "empty": ""])
        }
        await #expect(throws: Undone.self) {
            try await store.write { transaction in
                try transaction.audit("undone too", subject: nil)
                throw Undone()
            }
        }
        try await store.write { try $0.audit("third", subject: nil) }
        let entries = try await entries(store)
        #expect(entries.map(\.act) == ["first", "second", "third"])
        #expect(entries.map(\.seq) == [1, 2, 3])
        #expect(entries[1].entity == "stage-list" && entries[1].recordId == "x")
        #expect(entries[1].body == #"{"details":{"of":"PIP-3"}}"#)
        #expect(try await store.auditFaults().isEmpty)
    }

    /// Many who wait for the one writer share a commit; one that throws loses only its own entries.
    @Test func commandsThatShareACommitShareOneChain() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        struct Refused: Error {}
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    try? await store.write { transaction in
                        try transaction.audit("act \(number)", subject: nil)
                        if number % 3 == 0 { throw Refused() }
                    }
                }
            }
        }
        let entries = try await entries(store)
        #expect(entries.count == 40 && entries.map(\.seq) == Array(1...40))
        #expect(try await store.auditFaults().isEmpty)
    }

    @Test func copiesAreNotNotedAndWhatAMessageCausesNamesIt() async throws {
        defer { ledger.remove() }
        let broker = MemoryBroker(Catalogue.topology())
        let owner = try ledger.ownerStore()
        let store = try ledger.consumerStore()
        let relay = try await ledger.relayOnly(owner, broker)
        let consumer = try await ledger.consumer(store, broker)
        try await running([relay, consumer]) {
            _ = try await Ledger.put(Ledger.Product(id: owner.world.newID(), name: "Máy in"), owner)
            try await waitUntil("the copy") {
                try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM productCopy") == 1 }
            }
            #expect(try await entries(store).isEmpty)
            let body = try Ledger.opportunity(owner.world.newID(), 1, name: "x", event: .created, clock: ledger.clock)
            try await Ledger.send([Array(body.dropLast(5))], broker)
            try await waitUntil("the parked message") { try await consumer.status().deferred["parked"] == 1 }
            try await ParkedMessages(consumer).discard(1, reason: "no use")
            let noted = try await entries(store)
            #expect(noted.map(\.act) == ["parked discard: no use"] && noted[0].origin == .operator)
        }
    }

    // MARK: Migration

    @Test func whatAnOlderReleaseNotedBecomesTheBeginningOfTheChain() async throws {
        defer { ledger.remove() }
        let folder = ledger.directory + "/pipeline"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let actor = EntityID(namespace: .quen, parts: ["An"])
        do {
            let old = try DatabaseQueue(path: folder + "/store.sqlite")
            var migrator = DatabaseMigrator()
            BaseMigrations.register(&migrator)
            try migrator.migrate(old, upTo: "base-003 whole copies, restoring")
            try await old.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO identity(one, service, site, epoch) VALUES (1, 'pipeline', 'main', 2);
                        INSERT INTO audit(at, account, action, subject, details)
                          VALUES (1000, NULL, 'stages', NULL, '{"stages":"a 10"}');
                        """)
                try db.execute(
                    sql: "INSERT INTO audit(at, account, action, subject, details) VALUES (2000, ?, ?, ?, '{}')",
                    arguments: [actor, "account changed", "account/\(actor)"])
            }
            try old.close()
        }
        let store = try ledger.ownerStore()
        try await store.write { try $0.audit("after", subject: nil) }
        let entries = try await entries(store)
        #expect(entries.map(\.act) == ["stages", "account changed", "after"])
        #expect(entries.map(\.epoch) == [2, 2, 2])
        #expect(entries[0].body == #"{"details":{"stages":"a 10"}}"# && entries[0].origin == .system)
        #expect(entries[1].actor == actor && entries[1].recordId == actor.description && entries[1].origin == .request)
        #expect(try await store.auditFaults().isEmpty)
    }

    // MARK: Telling the Gateway

    private func pages(_ store: ServiceStore) async throws -> [(page: AuditPage, envelope: Envelope)] {
        try await store.outbox(after: 0, limit: 10_000).compactMap { row in
            guard AuditPage.service(ofWireType: row.type) == .pipeline else { return nil }
            let message = try ReceivedMessage(body: row.body)
            return (try message.decode(AuditPage.self), message.envelope)
        }
    }

    @Test func entriesTravelInPagesWhichNeitherSkipNorRepeatAfterARestart() async throws {
        defer { ledger.remove() }
        let broker = MemoryBroker(Catalogue.topology())
        do {
            let store = try ledger.ownerStore()
            for part in 0..<25 {
                try await store.write { transaction in
                    for number in 0..<10 { try transaction.audit("act \(part * 10 + number)", subject: nil) }
                }
            }
            let kernel = try await ledger.relayOnly(store, broker)
            try await running([kernel]) {
                try await waitUntil("all told") { try await kernel.status().auditPending == 0 }
                #expect(try await pages(store).map(\.page.entries.count) == [100, 100, 50])
            }
        }
        let store = try ledger.ownerStore()
        let kernel = try await ledger.relayOnly(store, broker)
        try await running([kernel]) {
            for _ in 0..<20 { try await store.write { try $0.audit("again", subject: nil) } }
            try await waitUntil("all told") { try await kernel.status().auditPending == 0 }
            let pages = try await pages(store)
            #expect(pages.flatMap { $0.page.entries.map(\.seq) } == Array(1...270))
            // Twenty commits within a second are a page or two, not twenty.
            #expect(pages.count <= 5, "\(pages.count) pages")
            #expect(pages.map(\.envelope.sequence) == pages.indices.map { EventSequence(Int64($0) + 1) })
            var previous = AuditChain.beginning(source: store.source, store: pages[0].page.store)
            for (page, _) in pages {
                #expect(page.previousHash == AuditChain.hex(previous))
                for entry in page.entries {
                    #expect(entry.isGenuine(after: previous))
                    previous = try #require(AuditChain.bytes(hex: entry.hash, count: 32))
                }
            }
            #expect(try await kernel.status().outboxHeld == 0)
        }
    }

    @Test func aBodyTooLargeToTravelStaysAndOthersAreCutIntoPagesByTheirSize() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let huge = String(repeating: "\"x\"", count: 60_000)
        try await store.write { transaction in
            for size in [3, 90_000, 90_000] {
                try transaction.audit("act", subject: nil, details: ["text": String(repeating: "x", count: size)])
            }
            try transaction.audit("huge", subject: nil, details: ["text": huge])
        }
        try await store.write { transaction in
            while try transaction.publishAuditPage(upTo: 100, bytes: 100_000, deliver: nil) {}
        }
        let pages = try await pages(store)
        #expect(pages.map(\.page.entries.count) == [2, 2])
        let last = try #require(pages.last?.page.entries.last)
        #expect(last.body == nil && last.salt == nil && last.bodyBytes ?? 0 > 180_000)
        #expect(try await store.auditEntry(last.seq)?.body?.utf8.count == last.bodyBytes)
        let previous = try #require(pages.last?.page.entries.first?.hash)
        #expect(last.isGenuine(after: AuditChain.bytes(hex: previous, count: 32) ?? []))
    }

    @Test func theGatewayIsToldAgainWhatItLacksAndItsOwnHeadIsNoted() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await store.write { transaction in
            for number in 1...5 { try transaction.audit("act \(number)", subject: nil) }
            _ = try transaction.publishAuditPage(upTo: 100, bytes: 100_000, deliver: nil)
            let mark = try AuditRow.fetchOne(transaction.db, sql: "SELECT * FROM audit WHERE seq = 3")?.entry
            let head = AuditRequested.Witnessed(store: transaction.newID(), epoch: 0, seq: 7, hash: "ab")
            try transaction.answer(AuditRequested(after: 3, epoch: 0, hash: mark?.hash, witnessed: head))
            _ = try transaction.publishAuditPage(upTo: 100, bytes: 100_000, deliver: nil)
        }
        let pages = try await pages(store)
        #expect(pages.map { $0.page.entries.map(\.seq) } == [[1, 2, 3, 4, 5], [4, 5, 6]])
        #expect(pages[1].page.entries[2].act == "audit witnessed")
        #expect(pages[1].page.entries[2].body?.contains(#""seq":"7""#) == true)
    }
}
