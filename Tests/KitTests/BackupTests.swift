import Foundation
import GRDB
import Messages
import Store
import TestKit
import Testing

@testable import ServiceKit

@Suite("Backups")
struct BackupTests {
    let ledger = Ledger()
    private var folder: String { ledger.directory + "/backups" }
    private var data: String { ledger.directory + "/pipeline" }

    private func add(_ store: ServiceStore, _ name: String) async throws {
        try await store.write { transaction in
            var product = Ledger.Product(id: transaction.newID(), name: name)
            try transaction.insert(&product)
        }
    }

    private func keeper(_ store: ServiceStore, _ settings: BackupSettings = BackupSettings()) -> BackupKeeper {
        BackupKeeper(store: store, settings: settings, logger: Ledger.silent)
    }

    private func file(_ manifest: BackupManifest) throws -> BackupFile {
        try BackupFile(path: folder + "/" + manifest.file)
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    private func key(_ name: String) throws -> BackupCipher {
        let path = "\(ledger.directory)/\(name)"
        try Data(name.utf8 + Array(repeating: 7, count: 32)).write(to: URL(filePath: path))
        return try BackupCipher(keyFile: path)
    }

    @Test func aBackupIsOneMomentOfAStoreThatGoesOn() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        for number in 0..<50 { try await add(store, "before \(number)") }
        let manifest = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for number in 0..<200 { try await add(store, "meanwhile \(number)") } }
            let manifest = try await keeper(store).take(to: folder)
            try await group.waitForAll()
            return manifest
        }
        #expect(try names() == [manifest.file, manifest.file.replacing(".sqlite", with: ".json")].sorted())
        #expect(try file(manifest).faults(cipher: nil, known: nil).isEmpty)
        #expect(manifest.store.service == "pipeline" && manifest.store.migrations.contains("product"))
        var readonly = Configuration()
        readonly.readonly = true
        let copy = try DatabaseQueue(path: folder + "/" + manifest.file, configuration: readonly)
        let (rows, events) = try await copy.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM product") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT max(seq) FROM outbox") ?? 0
            )
        }
        #expect(rows >= 50 && Int64(rows) == events && events == manifest.store.outboxHighest)
        #expect(try names().count == 2, "reading it leaves nothing beside it")
    }

    @Test func whatWasChangedOrIsNotWholeIsNamed() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await add(store, "a")
        let manifest = try await keeper(store).take(to: folder)
        let newer = try file(manifest).faults(cipher: nil, known: Set(StoreFile.baseMigrations))
        #expect(newer.contains { $0.contains("newer release") && $0.contains("product") })
        let path = folder + "/" + manifest.file
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))
        #expect(try file(manifest).faults(cipher: nil, known: nil).contains { $0.contains("checksum") })
        try FileManager.default.removeItem(atPath: path.replacing(".sqlite", with: ".json"))
        #expect(throws: BackupError.self) { try file(manifest) }
        #expect(try BackupFolder(folder).manifests(of: "pipeline").isEmpty)
    }

    @Test func theNewestAreKeptAndHalfOnesRemoved() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: folder + "/.pipeline-20260101.sqlite.part"))
        try Data("theirs".utf8).write(to: URL(filePath: folder + "/customers-1.sqlite"))
        var taken: [String] = []
        for _ in 0..<4 {
            taken.append(try await keeper(store).take(to: folder, keep: 2).file)
            ledger.clock.advance(by: .seconds(1))
        }
        #expect(try BackupFolder(folder).manifests(of: "pipeline").map(\.file) == [taken[3], taken[2]])
        let left = try names()
        #expect(left.count == 5 && left.contains("customers-1.sqlite"))
    }

    @Test func aServiceTakesBackupsByItself() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let settings = BackupSettings(directory: folder, every: .seconds(3600), keep: 3)
        func count() throws -> Int { try BackupFolder(folder).manifests(of: "pipeline").count }
        _ = await keeper(store, settings).takeIfDue()
        #expect(try count() == 1)
        ledger.clock.advance(by: .seconds(1800))
        // Another process after a restart.
        _ = await keeper(store, settings).takeIfDue()
        #expect(try count() == 1)
        ledger.clock.advance(by: .seconds(1800))
        _ = await keeper(store, settings).takeIfDue()
        #expect(try count() == 2)
        #expect(try await keeper(store, settings).status().newest == ledger.clock.now)
    }

    /// Days ago that events were published, and that the oldest backup was taken; how many of the events are left.
    @Test(arguments: [(6, nil, 1), (8, nil, 0), (8, 20, 1), (25, 20, 0), (100, 120, 0), (80, 120, 1), (6, 1, 1)])
    func publishedEventsAreKeptAsLongAsABackupFromBeforeThem(age: Int, backupAge: Int?, left: Int) async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let settings = BackupSettings(directory: folder)
        let keeper = keeper(store, settings)
        for day in (0...(max(age, backupAge ?? 0))).reversed() {
            if day == backupAge { _ = try await keeper.take() }
            if day == age { try await add(store, "event") }
            if day > 0 { ledger.clock.advance(by: .seconds(86_400)) }
        }
        try await store.record(RelayProgress(position: 1, held: [], released: []))
        let housekeeping = Housekeeping(store: store, logger: Ledger.silent) { await keeper.oldest() }
        await housekeeping.sweep()
        #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox") } == left)
    }

    @Test func aFailedBackupIsRemembered() async throws {
        defer { ledger.remove() }
        let keeper = keeper(try ledger.ownerStore(), BackupSettings(directory: "/proc/none", every: .seconds(60)))
        _ = await keeper.takeIfDue()
        #expect(try await keeper.status().failure?.contains("/proc/none") == true)
        await #expect(throws: BackupError.noDirectory) { try await keeper.take(to: "relative") }
    }

    @Test func anEncryptedBackupOpensOnlyWithItsKey() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        try await add(store, "secret name")
        let right = try key("right")
        let settings = BackupSettings(directory: folder, keyFile: ledger.directory + "/right")
        let manifest = try await keeper(store, settings).take()
        #expect(manifest.file.hasSuffix(".sqlite.enc") && manifest.encryption == BackupManifest.encryption)
        let bytes = try Data(contentsOf: URL(filePath: folder + "/" + manifest.file))
        #expect(bytes.range(of: Data("secret name".utf8)) == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data).allSatisfy { !$0.contains("backup") })
        let backup = try file(manifest)
        #expect(try backup.faults(cipher: nil, known: nil).isEmpty)
        #expect(try backup.faults(cipher: right, known: nil).isEmpty)
        #expect(throws: BackupError.wrongKey(path: backup.path)) {
            try backup.faults(cipher: try key("wrong"), known: nil)
        }
    }

    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func piecesOfAnySizeComeBackAndNoneMayBeMissing(size: Int) throws {
        defer { ledger.remove() }
        try FileManager.default.createDirectory(atPath: ledger.directory, withIntermediateDirectories: true)
        let (plain, sealed, back) = (
            ledger.directory + "/plain", ledger.directory + "/sealed", ledger.directory + "/back"
        )
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try content.write(to: URL(filePath: plain))
        let cipher = try key("k")
        try cipher.encrypt(plain, to: sealed)
        #expect(BackupCipher.isEncrypted(sealed) && !BackupCipher.isEncrypted(plain))
        try cipher.decrypt(sealed, to: back)
        #expect(try Data(contentsOf: URL(filePath: back)) == content)
        let whole = try Data(contentsOf: URL(filePath: sealed))
        let pieces = 24 + (1 << 20) + 16
        for cut in [whole.count - 1, 24, pieces] where cut < whole.count {
            try whole.prefix(cut).write(to: URL(filePath: sealed))
            #expect(throws: BackupError.self) { try cipher.decrypt(sealed, to: back) }
        }
    }
}
