import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// Backups, restores and publishing again with the operator's tool on whole processes (OPS-5).
@Suite("Backup and restore", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct BackupTests {
    private func record(_ range: Range<Int>, by outside: OutsideSystem) async throws {
        for number in range {
            try await outside.send(
                ProductRecorded(
                    externalId: "p-\(number)", name: "Máy in \(number)", price: UnitPrice("1500000"), currency: .vnd))
        }
        _ = try await outside.answers(range.count)
    }

    private func products(_ installation: Installation) async throws -> Int {
        try await StoreReader(installation, .pipeline).int("SELECT count(*) FROM product")
    }

    private func copies(_ count: Int, _ installation: Installation) async throws {
        try await waitUntil("\(count) copies", atMost: .seconds(60)) {
            try await StoreReader(installation, .contracts).int("SELECT count(*) FROM productCopy") == count
        }
    }

    private func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func backupsOfRunningServicesAreTakenVerifiedAndPruned() async throws {
        try await Installation.with(outsideSystems: ["test"], start: [.pipeline, .contracts]) { installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<50, by: outside)
            let folder = installation.directory + "/backups"
            let first = try await installation.quen("backup", "create", "pipeline", "--to", folder)
            let path = first.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(path.hasPrefix(folder + "/pipeline-") && path.hasSuffix(".sqlite"))
            #expect(try files(folder).count == 2)
            #expect(try await installation.quen("backup", "verify", path).contains("good, pipeline at main"))
            for _ in 0..<2 {
                _ = try await installation.quen("backup", "create", "pipeline", "--to", folder, "--keep", "2")
            }
            #expect(try files(folder).count == 4)
            #expect(!FileManager.default.fileExists(atPath: path))
            let listed = try await installation.quen("backup", "list", folder, "--format", "csv")
            #expect(listed.split(separator: "\n").count == 3)
            // The others do not run.
            _ = try await installation.quen("backup", "create", "all", "--to", folder, expect: 1)
            let newest = try #require(try files(folder).last { $0.hasPrefix("contracts-") && $0.hasSuffix(".sqlite") })
            let handle = try #require(FileHandle(forWritingAtPath: folder + "/" + newest))
            try handle.seek(toOffset: 5000)
            try handle.write(contentsOf: Data("x".utf8))
            try handle.close()
            let verdict = try await installation.quen("backup", "verify", folder + "/" + newest, expect: 1)
            #expect(verdict.contains("checksum"))
            await outside.close()
        }
    }

    @Test func aServiceToldToTakesEncryptedBackupsByItself() async throws {
        try await Installation.with(start: []) { installation in
            let (folder, key) = (installation.directory + "/backups", installation.directory + "/backup.key")
            try Data((0..<32).map { _ in UInt8.random(in: .min ... .max) }).write(to: URL(filePath: key))
            try installation.start(
                .scheduling,
                environment: [
                    "QUEN_BACKUP_DIRECTORY": folder, "QUEN_BACKUP_EVERY": "1h", "QUEN_BACKUP_KEEP": "3",
                    "QUEN_BACKUP_KEY_FILE": key,
                ])
            try await installation.waitReady(.scheduling)
            try await waitUntil("the first backup", atMost: .seconds(30)) {
                (try? files(folder).contains { $0.hasSuffix(".json") && !$0.hasPrefix(".") }) == true
            }
            let file = try #require(try files(folder).first { $0.hasSuffix(".sqlite.enc") })
            let path = folder + "/" + file
            #expect(try await installation.quen("backup", "verify", path).contains("only its checksum"))
            let verdict = try await installation.quen("backup", "verify", "--key", key, path)
            #expect(verdict.contains("good, scheduling at main") && !verdict.contains("only"))
            try await installation.process(.scheduling).terminate()
            _ = try await installation.quen(
                "restore", "scheduling", "--from", path, "--confirm", "scheduling", expect: 1)
            _ = try await installation.quen(
                "restore", "scheduling", "--from", path, "--key", key, "--confirm", "scheduling")
        }
    }

    @Test func aRestoredOwnerHoldsTheBackupInANewEpoch() async throws {
        try await Installation.with(outsideSystems: ["test"], start: [.pipeline]) { installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<20, by: outside)
            let folder = installation.directory + "/backups"
            let path = try await installation.quen("backup", "create", "pipeline", "--to", folder)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            try await record(20..<30, by: outside)
            // Not while it runs, and not without the name.
            _ = try await installation.quen("restore", "pipeline", "--from", path, "--confirm", "pipeline", expect: 1)
            #expect(try await installation.process(.pipeline).terminate() == 0)
            _ = try await installation.quen("restore", "pipeline", "--from", path, "--confirm", "contracts", expect: 1)
            _ = try await installation.quen("restore", "pipeline", "--from", path, expect: 64)
            #expect(try await products(installation) == 30)
            let said = try await installation.quen("restore", "pipeline", "--from", path, "--confirm", "pipeline")
            #expect(said.contains("epoch 1"))
            #expect(try await products(installation) == 20)
            let reader = StoreReader(installation, .pipeline)
            #expect(
                try await reader.strings("SELECT epoch || ' ' || coalesce(settledAt, 'open') FROM restoration") == [
                    "1 open"
                ])
            let aside = try files(installation.directory + "/pipeline").filter { $0.hasPrefix("store-before-restore-") }
            #expect(aside.count == 1)
            try installation.start(.pipeline)
            try await installation.waitReady(.pipeline)
            await outside.close()
        }
    }

    @Test func aConsumerThatLostItsCopiesIsFedAgain() async throws {
        try await Installation.with(outsideSystems: ["test"], start: [.pipeline, .contracts]) { installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<30, by: outside)
            try await copies(30, installation)
            let again = try await installation.quen(
                "outbox", "resend", "pipeline", "--since", "1h", "--key", "pipeline.product.")
            #expect(again.trimmingCharacters(in: .whitespacesAndNewlines) == "30")
            try await installation.process(.contracts).terminate()
            try FileManager.default.removeItem(atPath: installation.directory + "/contracts")
            try installation.start(.contracts)
            try await installation.waitReady(.contracts)
            _ = try await installation.quen(
                "outbox", "resend", "pipeline", "--since", "1h", "--exchange", "quen.events")
            try await copies(30, installation)
            await outside.close()
        }
    }

    @Test func schemasAreCheckedAgainstAFolder() async throws {
        try await Installation.with(start: []) { installation in
            let root = ServiceUnderTest.repositoryRoot
            _ = try await installation.quen("schemas", "check", "--root", root, "--against", root)
            let other = installation.directory + "/other/customers.customer.created"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
            try Data(#"{"type": "object", "properties": {"gone": {"type": "string"}}}"#.utf8)
                .write(to: URL(filePath: other + "/1.0.json"))
            let changes = try await installation.quen(
                "schemas", "check", "--root", root, "--against", installation.directory + "/other", expect: 1)
            #expect(changes.contains("$.gone: removed"))
        }
    }
}
