import Foundation
import GRDB
import Messages
import Messaging
import Store
import TestKit
import Testing

@testable import ServiceKit

/// A store that is put back to a backup and the others agree again (fault 21).
@Suite("Restoring")
struct RestoringTests {
    let ledger = Ledger()
    let broker = MemoryBroker(Catalogue.topology())

    private var ownerFile: String { ledger.directory + "/pipeline/store.sqlite" }
    private var otherFile: String { ledger.directory + "/contracts/store.sqlite" }

    private func rename(_ id: EntityID, _ name: String, _ store: ServiceStore) async throws {
        _ = try await Ledger.put(Ledger.Product(id: id, name: name), store)
    }

    private func names(_ store: ServiceStore, _ table: String) async throws -> [String] {
        try await store.read {
            try String.fetchAll($0, sql: "SELECT name || '@' || sequence FROM \(table) ORDER BY name")
        }
    }

    /// As the operator's tool leaves a store.
    private func putBack(_ backup: String, to file: String) throws {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + ending) }
        try FileManager.default.copyItem(atPath: backup, toPath: file)
        let queue = try DatabaseQueue(path: file)
        let now = ledger.clock.now
        try queue.write { db in
            try db.execute(sql: "UPDATE identity SET epoch = epoch + 1")
            try db.execute(
                sql: "INSERT INTO restoration(backupAt, restoredAt, epoch) SELECT ?, ?, epoch FROM identity",
                arguments: [now.adding(.seconds(-3600)), now])
        }
        try queue.close()
    }

    @Test func aRestoredOwnerIsAgreedWithAndSaysWhatWasLost() async throws {
        defer { ledger.remove() }
        let other = try ledger.consumerStore()
        let ids = (0..<4).map { _ in ledger.clock.world.newID() }
        let consumer = try await ledger.consumer(other, broker)
        let backup = ledger.directory + "/backup.sqlite"
        do {
            let owner = try ledger.ownerStore()
            let relay = try await ledger.relayOnly(owner, broker)
            try await running([relay, consumer]) {
                for id in ids.prefix(3) { try await rename(id, "old", owner) }
                try await waitUntil("copies") { try await names(other, "productCopy").count == 3 }
                try await waitUntil("all published") { try await relay.status().outboxPending == 0 }
                try await owner.checkpoint()
                try FileManager.default.copyItem(atPath: ownerFile, toPath: backup)
                // What the backup does not know: a change and a new record.
                try await rename(ids[0], "changed", owner)
                try await rename(ids[3], "new", owner)
                try await waitUntil("the later") {
                    try await names(other, "productCopy") == ["changed@2", "new@1", "old@1", "old@1"]
                }
            }
        }
        try putBack(backup, to: ownerFile)
        let owner = try ledger.ownerStore()
        let again = try await ledger.relayOnly(owner, broker)
        // Before the copies are heard nothing new is begun.
        await #expect(throws: StoreError.self) { try await rename(ids[1], "too early", owner) }
        try await running([again, try await ledger.consumer(other, broker)]) {
            // Pipeline's other listeners do not run here.
            try await waitUntil("the answer of contracts") {
                let waits = try await CopiesOperations(again).restoration().waitsFor
                return !waits.isEmpty && !waits.contains("contracts: product")
            }
            let missing = Set(
                try await CopiesOperations(again).restoration().waitsFor.compactMap { $0.split(separator: ":").first })
            await #expect(throws: CommonError.self) { try await CopiesOperations(again).settle(without: []) }
            try await CopiesOperations(again).settle(
                without: missing.compactMap { ServiceName(rawValue: String($0)) })
            try await waitUntil("work to begin") {
                do {
                    try await rename(ids[1], "after", owner)
                    return true
                } catch is StoreError { return false }
            }
            let epoch = "1000000000000"
            try await waitUntil("agreement") {
                let records = try await names(owner, "product")
                let copies = try await names(other, "productCopy")
                return records == copies && records.count == 3 && records.contains { $0.hasPrefix("after@\(epoch)") }
            }
            let report = try await CopiesOperations(again).restoration().report
            #expect(report.contains { $0.contains("1 product: changes since the backup are lost") }, "\(report)")
            #expect(report.contains { $0.contains("1 product: made since the backup and lost") }, "\(report)")
        }
    }

    /// The holder was away when the owner published what the backup does not know: it reads that before it answers.
    @Test func anAnswerHoldsWhatStillWaitedInTheQueue() async throws {
        defer { ledger.remove() }
        let other = try ledger.consumerStore()
        let ids = (0..<2).map { _ in ledger.clock.world.newID() }
        let backup = ledger.directory + "/backup.sqlite"
        do {
            let owner = try ledger.ownerStore()
            let relay = try await ledger.relayOnly(owner, broker)
            try await running([relay]) {
                try await rename(ids[0], "old", owner)
                try await waitUntil("all published") { try await relay.status().outboxPending == 0 }
                try await owner.checkpoint()
                try FileManager.default.copyItem(atPath: ownerFile, toPath: backup)
                try await rename(ids[1], "lost", owner)
                try await waitUntil("all published") { try await relay.status().outboxPending == 0 }
            }
        }
        try putBack(backup, to: ownerFile)
        let again = try await ledger.relayOnly(try ledger.ownerStore(), broker)
        try await running([again]) {
            // The question is there before the holder starts.
            try await waitUntil("the question") { try await again.status().outboxPending == 0 }
            try await running([try await ledger.consumer(other, broker)]) {
                try await waitUntil("the answer of contracts") {
                    try await !CopiesOperations(again).restoration().waitsFor.contains("contracts: product")
                }
                let report = try await CopiesOperations(again).restoration().report
                #expect(report.contains { $0.contains("1 product: made since the backup and lost") }, "\(report)")
                try await waitUntil("agreement") {
                    try await names(other, "productCopy").map { $0.prefix(4) } == ["old@"]
                }
            }
        }
    }

    @Test func aRestoredConsumerTakesEachEventOnceInOrder() async throws {
        defer { ledger.remove() }
        let owner = try ledger.ownerStore()
        let id = ledger.clock.world.newID()
        let backup = ledger.directory + "/backup.sqlite"
        func write(_ name: String) async throws {
            _ = try await Ledger.put(Ledger.Opportunity(id: id, name: name), owner)
        }
        func applied(_ store: ServiceStore) async throws -> [String] {
            try await store.read { try String.fetchAll($0, sql: "SELECT name FROM applied ORDER BY n") }
        }
        do {
            let other = try ledger.consumerStore()
            try await running([try await ledger.relayOnly(owner, broker), try await ledger.consumer(other, broker)]) {
                try await write("1")
                try await waitUntil("the first") { try await applied(other) == ["1"] }
                try await other.checkpoint()
                try FileManager.default.copyItem(atPath: otherFile, toPath: backup)
                for name in ["2", "3"] { try await write(name) }
                try await waitUntil("the others") { try await applied(other) == ["1", "2", "3"] }
            }
        }
        try putBack(backup, to: otherFile)
        let other = try ledger.consumerStore()
        let consumer = try await ledger.consumer(other, broker)
        try await running([try await ledger.relayOnly(owner, broker), consumer]) {
            try await waitUntil("what came since the backup") { try await applied(other) == ["1", "2", "3"] }
            try await write("4")
            try await waitUntil("what comes now") { try await applied(other) == ["1", "2", "3", "4"] }
        }
    }
}
