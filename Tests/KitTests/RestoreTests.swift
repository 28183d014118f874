import Foundation
import GRDB
import Messages
import Store
import TestKit
import Testing

@testable import ServiceKit

@Suite("Restoring a store")
struct RestoreTests {
    let ledger = Ledger()
    private var folder: String { ledger.directory + "/backups" }
    private var data: String { ledger.directory + "/pipeline" }

    /// As a process that starts, does something, and stops.
    private func running<T>(_ body: (ServiceStore) async throws -> T) async throws -> T {
        let store = try ledger.ownerStore()
        let value = try await body(store)
        try await store.checkpoint()
        store.releaseLock()
        return value
    }

    private func add(_ store: ServiceStore, _ name: String) async throws -> EventSequence {
        try await store.write { transaction in
            var product = Ledger.Product(id: transaction.newID(), name: name)
            return try transaction.insert(&product).sequence
        }
    }

    private func names(_ store: ServiceStore) async throws -> [String] {
        try await store.read { try String.fetchAll($0, sql: "SELECT name FROM product ORDER BY name") }
    }

    private func backup() async throws -> BackupFile {
        try await running { store in
            _ = try await add(store, "a")
            let keeper = BackupKeeper(store: store, settings: BackupSettings(), logger: Ledger.silent)
            let manifest = try await keeper.take(to: folder)
            _ = try await add(store, "b")
            return try BackupFile(path: folder + "/" + manifest.file)
        }
    }

    @Test func aRestoredStoreIsTheBackupInANewEpochWithAnOpenRestoration() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        let restoredAt = ledger.clock.now.adding(.seconds(60))
        let restored = try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: restoredAt)
        #expect(restored.epoch == 1)
        try await running { store in
            #expect(try await names(store) == ["a"])
            let row = try await store.read { db in
                try String.fetchOne(
                    db,
                    sql:
                        "SELECT backupAt || ' ' || restoredAt || ' ' || epoch || ' ' || (settledAt IS NULL) FROM restoration"
                )
            }
            #expect(
                row == "\(backup.manifest.takenAt.milliseconds) \(restoredAt.milliseconds) 1 1")
            #expect(try await add(store, "c").epoch == 1)
            #expect(try await store.integrityCheck().isEmpty)
        }
        let aside = try #require(restored.setAside)
        let before = try DatabaseQueue(path: aside + "/store.sqlite")
        #expect(try await before.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM product") } == 2)
    }

    @Test func aBackupRestoredTwiceGivesNoEpochTwice() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        for epoch in 1...3 {
            ledger.clock.advance(by: .seconds(1))
            let restored = try StoreFolder(data, service: "pipeline").restore(
                backup, cipher: nil, at: ledger.clock.now)
            #expect(restored.epoch == epoch)
        }
        // Also where the store itself was lost.
        try FileManager.default.removeItem(atPath: data + "/store.sqlite")
        #expect(
            try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: ledger.clock.now).epoch == 4)
    }

    @Test func aRunningServicesStoreIsLeftAlone() async throws {
        defer { ledger.remove() }
        try await running { store in
            #expect(throws: StoreError.self) { try StoreFolder(data, service: "pipeline") }
            let found = try await names(store)
            #expect(found.isEmpty)
        }
    }

    @Test func anotherServicesBackupIsRefused() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        #expect(throws: StoreError.self) {
            try StoreFolder(ledger.directory + "/contracts", service: "contracts")
                .restore(backup, cipher: nil, at: ledger.clock.now)
        }
        #expect(try StoreFolder(data, service: "pipeline").facts()?.epoch == 0)
    }

    @Test func aCloneIsTheStoreAndAWipedOneIsSetAside() async throws {
        defer { ledger.remove() }
        _ = try await backup()
        let other = ledger.directory + "/trial"
        let folder = try StoreFolder(data, service: "pipeline")
        try folder.clone(to: other)
        #expect(throws: BackupError.self) { try folder.clone(to: other) }
        #expect(try StoreFile(path: other + "/store.sqlite").facts() == folder.facts())
        let aside = try #require(try folder.wipe(at: ledger.clock.now))
        #expect(try folder.facts() == nil)
        #expect(try folder.wipe(at: ledger.clock.now) == nil)
        #expect(try StoreFile(path: aside + "/store.sqlite").facts().outboxHighest == 2)
    }

    @Test func aDamagedStoreIsSetAsideAsItIs() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        try Data("no store at all".utf8).write(to: URL(filePath: data + "/store.sqlite"))
        try Data("its log".utf8).write(to: URL(filePath: data + "/store.sqlite-wal"))
        let restored = try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: ledger.clock.now)
        let aside = try #require(restored.setAside)
        #expect(FileManager.default.contents(atPath: aside + "/store.sqlite") == Data("no store at all".utf8))
        let found = try await running { try await names($0) }
        #expect(found == ["a"])
    }

    /// SQLite would take a log that a killed process left for that of whatever store lies beside it.
    @Test func aLogWhoseStoreIsLostIsNotReadIntoTheRestoredOne() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        let log = data + "/store.sqlite-wal"
        let left = try await running { store in
            _ = try await add(store, "after the backup")
            return try Data(contentsOf: URL(filePath: log))
        }
        #expect(!left.isEmpty)
        try FileManager.default.removeItem(atPath: data + "/store.sqlite")
        try left.write(to: URL(filePath: log))
        let restored = try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: ledger.clock.now)
        let aside = try #require(restored.setAside)
        #expect(FileManager.default.contents(atPath: aside + "/store.sqlite-wal") == left)
        let found = try await running { try await names($0) }
        #expect(found == ["a"])
    }

    /// A restore that was broken off leaves a draft and its journal, which is not that of the next one.
    @Test func aJournalOfABrokenOffRestoreIsNotRolledBackIntoTheNextOne() async throws {
        defer { ledger.remove() }
        let backup = try await backup()
        let drafts = try FileManager.default.contentsOfDirectory(atPath: data)
        _ = try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: ledger.clock.now)
        try Data("half a journal".utf8).write(to: URL(filePath: data + "/.restoring.sqlite-journal"))
        let later = ledger.clock.now.adding(.seconds(1))
        #expect(try StoreFolder(data, service: "pipeline").restore(backup, cipher: nil, at: later).epoch == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: data).filter { $0.contains("journal") }
        #expect(left.isEmpty && !drafts.isEmpty)
        let found = try await running { try await names($0) }
        #expect(found == ["a"])
    }
}
