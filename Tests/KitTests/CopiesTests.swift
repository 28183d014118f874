import Foundation
import GRDB
import Messages
import Messaging
import Money
import Store
import TestKit
import Testing

@testable import ServiceKit

/// Copies of another service's records stay whole, or become so again (faults 10, 20 and 21 of messaging.md).
@Suite("Copies of records")
struct CopiesTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())
    /// Where nobody listens: what is published there is lost.
    let nowhere = MemoryBroker(Catalogue.topology())

    private func drained(_ kernel: ServiceKernel) async throws {
        try await waitUntil("the outbox of \(kernel.service) to be drained") {
            try await kernel.status().outboxPending == 0
        }
    }

    private func applied(_ store: ServiceStore) async throws -> [String] {
        try await store.read { try String.fetchAll($0, sql: "SELECT name FROM applied ORDER BY n") }
    }

    private func versions(_ store: ServiceStore, _ table: String) async throws -> [String] {
        try await store.read {
            try String.fetchAll($0, sql: "SELECT hex(id) || '@' || sequence || name FROM \(table) ORDER BY id")
        }
    }

    private func agree(_ owner: ServiceStore, _ copy: ServiceStore, _ count: Int) async throws {
        try await waitUntil("both to hold the same \(count)") {
            let (records, copies) = (try await versions(owner, "product"), try await versions(copy, "productCopy"))
            return records.count == count && records == copies
        }
    }

    /// Writes `names` to one opportunity, each heard only where `broker` is the one that is listened to.
    private func tell(_ names: [String], of id: EntityID, _ owner: ServiceStore, by broker: MemoryBroker) async throws {
        let relay = try await ledger.relayOnly(owner, broker)
        try await running([relay]) {
            for name in names { _ = try await Ledger.put(Ledger.Opportunity(id: id, name: name), owner) }
            try await drained(relay)
        }
    }

    // MARK: Holes

    @Test func aStepWaitsForWhatWasMissedAndGetsItInOrder() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let id = ledger.clock.world.newID()
        try await tell(["1", "2"], of: id, owner, by: broker)
        try await tell(["3", "4"], of: id, owner, by: nowhere)
        try await running([try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker)]) {
            for name in ["5", "6"] { _ = try await Ledger.put(Ledger.Opportunity(id: id, name: name), owner) }
            try await waitUntil("all six") { try await applied(other) == ["1", "2", "3", "4", "5", "6"] }
            try await waitUntil("no hole and nothing put aside") {
                let rows = try await other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM hole") ?? 0 }
                let aside = try await other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deferred") ?? 0 }
                return rows == 0 && aside == 0
            }
        }
    }

    @Test func whereTheEventsAreGoneTheStateComesInTheirPlace() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let id = ledger.clock.world.newID()
        try await tell(["1", "2"], of: id, owner, by: broker)
        try await tell(["3", "4"], of: id, owner, by: nowhere)
        try await owner.write { try $0.db.execute(sql: "DELETE FROM outbox WHERE sequence <= 3") }
        try await running([try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker)]) {
            _ = try await Ledger.put(Ledger.Opportunity(id: id, name: "5"), owner)
            try await waitUntil("the state") { try await applied(other) == ["1", "2", "5 (as it is)"] }
            try await waitUntil("nothing put aside") {
                try await other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deferred") ?? 0 } == 0
            }
            _ = try await Ledger.put(Ledger.Opportunity(id: id, name: "6"), owner)
            try await waitUntil("what follows") { try await applied(other).last == "6" }
        }
    }

    // MARK: Comparing

    @Test func aComparisonMendsWhatIsMissingOlderOrTooMuch() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        let copies = CopiesOperations(consumer)
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            for number in 0..<40 {
                _ = try await Ledger.put(Ledger.Product(id: ledger.clock.world.newID(), name: "P\(number)"), owner)
            }
            for number in 5...7 {
                let id = try await owner.read {
                    try EntityID.fetchOne($0, sql: "SELECT id FROM product WHERE name = 'P' || ?", arguments: [number])
                }
                _ = try await Ledger.put(Ledger.Product(id: try #require(id), name: "Q\(number)"), owner)
            }
            try await agree(owner, other, 40)
            let stranger = ledger.clock.world.newID()
            try await other.write { transaction in
                try transaction.db.execute(sql: "DELETE FROM productCopy WHERE name IN ('P3', 'P4')")
                try transaction.db.execute(
                    sql: "UPDATE productCopy SET name = 'old', sequence = 1 WHERE name LIKE 'Q%'")
                try transaction.db.execute(
                    sql: "INSERT INTO productCopy(id, sequence, name) VALUES (?, 1, 'stranger')", arguments: [stranger])
            }
            try await copies.compare("product")
            try await agree(owner, other, 40)
            try await waitUntil("no difference to be left") {
                let last = try await copies.comparisons().first { $0.entity == "product" }
                return last?.answeredAt != nil && last?.differences == 0
            }
            #expect(try await copies.comparisons().first?.round == 1)
        }
    }

    /// Such as a session that goes on, of which only the end is published.
    @Test func aRecordOfWhichNothingWasPublishedIsNobodyElsesBusiness() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        let copies = CopiesOperations(consumer)
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            _ = try await Ledger.put(Ledger.Product(id: ledger.clock.world.newID(), name: "P"), owner)
            try await agree(owner, other, 1)
            let silent = ledger.clock.world.newID()
            try await owner.write {
                try $0.db.execute(
                    sql: "INSERT INTO product(id, sequence, name) VALUES (?, 0, 'silent')", arguments: [silent])
            }
            try await copies.compare("product")
            try await copies.bootstrap("product")
            try await waitUntil("both to end") {
                let compared = try await copies.comparisons().first { $0.entity == "product" }
                let isBuilt = try await copies.bootstraps().first?.completedAt != nil
                return isBuilt && compared?.answeredAt != nil && compared?.differences == 0
            }
            #expect(try await versions(other, "productCopy").count == 1)
            #expect(try await copies.bootstraps().first?.records == 1)
        }
    }

    @Test func aNightlyComparisonRepeatsStepsThatWereMissedForGood() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let (heard, missed) = (ledger.clock.world.newID(), ledger.clock.world.newID())
        try await tell(["a1"], of: heard, owner, by: broker)
        try await tell(["a2"], of: heard, owner, by: nowhere)
        try await tell(["b1", "b2"], of: missed, owner, by: nowhere)
        try await running([try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker)]) {
            try await waitUntil("the first") { try await applied(other) == ["a1"] }
            // No further event tells of the loss; the night does.
            ledger.clock.advance(by: .seconds(86_400))
            try await other.write { $0.signal(.copies) }
            try await waitUntil("all") { try await applied(other).sorted() == ["a1", "a2", "b1", "b2"] }
        }
    }

    @Test func aDeletedRecordIsDeletedInTheCopyAndDoesNotComeBackOutOfAnOldPage() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        let sums = try DocumentSums.of(lines: [], currency: .vnd, rounding: .perLine)
        let quote = Ledger.Quote(id: ledger.clock.world.newID(), name: "Q", sums: sums)
        func copies(_ expected: [String]) async throws {
            try await waitUntil("copies \(expected)") {
                try await other.read { try String.fetchAll($0, sql: "SELECT name FROM quoteCopy") } == expected
            }
        }
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            let first = try await Ledger.put(quote, owner)
            try await copies(["Q"])
            _ = try await owner.write { try $0.delete(try $0.fetch(Ledger.Quote.self, quote.id)) }
            try await copies([])
            let page = SnapshotPage(
                entity: "quote", bootstrap: EntityID?.none, page: 1, isLast: true,
                records: [.init(id: quote.id, sequence: first.sequence, state: first.published)])
            try await owner.write { try $0.send(page, to: .contracts) }
            try await waitUntil("the page") { try await consumer.status().inbox == 3 }
            try await copies([])
            // The same record made again goes on with its numbers, and so supersedes the deletion.
            #expect(try await Ledger.put(quote, owner).sequence == EventSequence(3))
            try await copies(["Q"])
        }
    }

    // MARK: Building anew

    @Test func aProjectionIsBuiltAnewWhileItsOwnerWrites() async throws {
        defer { ledger.remove() }
        let (owner, other) = (try ledger.ownerStore(), try ledger.consumerStore())
        let consumer = try await ledger.consumer(other, broker)
        let copies = CopiesOperations(consumer)
        var ids: [EntityID] = []
        for number in 0..<500 {
            let product = Ledger.Product(id: ledger.clock.world.newID(), name: "P\(number)")
            ids.append(try await Ledger.put(product, owner).id)
        }
        let relay = try await ledger.relayOnly(owner, broker)
        try await running([relay, consumer]) {
            try await agree(owner, other, 500)
            // Equal versions with other contents: what a projection that had a fault looks like.
            try await other.write { transaction in
                try transaction.db.execute(sql: "UPDATE productCopy SET name = 'wrong' WHERE rowid % 2 = 0")
                try transaction.db.execute(sql: "DELETE FROM productCopy WHERE rowid % 5 = 0")
            }
            try await copies.bootstrap("product")
            for (number, id) in ids.enumerated() where number % 7 == 0 {
                _ = try await Ledger.put(Ledger.Product(id: id, name: "renamed \(number)"), owner)
            }
            try await waitUntil("its completion") { try await copies.bootstraps().first?.completedAt != nil }
            try await agree(owner, other, 500)
            #expect(try await copies.bootstraps().first?.records ?? 0 >= 500)
        }
    }
}
