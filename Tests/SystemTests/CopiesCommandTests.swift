import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// After a restore the services agree again, and a service without its copies is filled, by the operator's tool on whole
/// processes (OPS-5, OPS-6, fault 21).
@Suite("Restored and rebuilt services", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct CopiesCommandTests {
    /// The owner and who listens to it.
    private static let all: [ServiceName] = [.pipeline, .contracts, .customers, .scheduling]

    private func record(_ range: Range<Int>, by outside: OutsideSystem) async throws {
        for number in range {
            try await outside.send(
                ProductRecorded(
                    externalId: "p-\(number)", name: "Máy in \(number)", price: UnitPrice("1500000"), currency: .vnd))
        }
        _ = try await outside.answers(range.count)
    }

    /// The same records in the same versions on both sides.
    private func agree(on count: Int, _ installation: Installation) async throws {
        func versions(_ service: ServiceName, _ table: String) async throws -> [String] {
            try await StoreReader(installation, service).strings(
                "SELECT hex(id) || '@' || sequence FROM \(table) ORDER BY 1")
        }
        try await waitUntil("both to hold the same \(count)", atMost: .seconds(90)) {
            let owner = try await versions(.pipeline, "product")
            let copies = try await versions(.contracts, "productCopy")
            return owner.count == count && owner == copies
        }
    }

    private func backup(_ service: String, _ installation: Installation) async throws -> String {
        try await installation.quen("backup", "create", service, "--to", installation.directory + "/backups")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func aRestoredOwnerAndItsConsumersAgreeAgain() async throws {
        try await Installation.with(outsideSystems: ["test"], start: Self.all) { installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<20, by: outside)
            let file = try await backup("pipeline", installation)
            try await record(20..<30, by: outside)
            try await agree(on: 30, installation)
            try await installation.process(.pipeline).terminate()
            _ = try await installation.quen("restore", "pipeline", "--from", file, "--confirm", "pipeline")
            try installation.start(.pipeline)
            try await installation.waitReady(.pipeline)
            let settled = try await installation.quen("restoration", "pipeline", "--wait", "--within", "120")
            #expect(settled.contains("epoch: 1") && settled.contains("settled at"), "\(settled)")
            #expect(settled.contains("taken from contracts"), "\(settled)")
            try await agree(on: 20, installation)
            // What was lost is sent again by who has it, and counts as newer than all before.
            try await record(20..<35, by: outside)
            try await agree(on: 35, installation)
            await outside.close()
        }
    }

    @Test func aServiceThatWillNotComeBackIsNotWaitedFor() async throws {
        try await Installation.with(outsideSystems: ["test"], start: [.pipeline, .contracts, .scheduling]) {
            installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<5, by: outside)
            let file = try await backup("pipeline", installation)
            try await installation.process(.pipeline).terminate()
            _ = try await installation.quen("restore", "pipeline", "--from", file, "--confirm", "pipeline")
            try installation.start(.pipeline)
            try await installation.waitReady(.pipeline)
            try await waitUntil("only Customers to be missing", atMost: .seconds(60)) {
                let open = try await installation.quen("restoration", "pipeline", expect: 1)
                return open.contains("customers: ") && !open.contains("contracts: ") && !open.contains("scheduling: ")
            }
            let findings = try await installation.quen("doctor", "--quiet", expect: 1)
            #expect(findings.contains("pipeline: was restored and is not settled; it waits for customers"))
            let settled = try await installation.quen("restoration", "pipeline", "--settle-without", "customers")
            #expect(settled.contains("settled at"))
            await outside.close()
        }
    }

    @Test func aServiceWithAnEmptyStoreIsFilledAndCompared() async throws {
        try await Installation.with(outsideSystems: ["test"], start: Self.all) { installation in
            let outside = try await OutsideSystem("test", installation)
            try await record(0..<25, by: outside)
            try await agree(on: 25, installation)
            try await installation.process(.contracts).terminate()
            let aside = try await installation.quen("store", "wipe", "contracts", "--confirm", "contracts")
            #expect(aside.contains("/contracts/store-before-wipe-"))
            try installation.start(.contracts)
            try await installation.waitReady(.contracts)
            _ = try await installation.quen("bootstrap", "contracts", "product", "--wait", "--within", "120")
            try await agree(on: 25, installation)
            _ = try await installation.quen("compare", "contracts", "product", "--wait", "--within", "120")
            // A copy that was damaged is found and mended.
            try await installation.process(.contracts).terminate()
            try await StoreReader(installation, .contracts).execute(
                "DELETE FROM productCopy WHERE substr(hex(id), -1) < '8'")
            try installation.start(.contracts)
            try await installation.waitReady(.contracts)
            _ = try await installation.quen("compare", "contracts", "product", "--wait", "--within", "120")
            try await agree(on: 25, installation)
            await outside.close()
        }
    }
}
