import Foundation
import GRDB
import Messages
import NIOHTTP1
import Store
import TestKit
import Testing

/// `quen audit` against a whole installation (ACC-5): what was killed and restarted verifies clean, and whatever is done to
/// the files of stores is named.
@Suite("Operator's commands: audit", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct AuditCommandTests {
    /// The services whose stores are tampered with: each in its own way.
    private static let victims: [ServiceName] = [.customers, .pipeline, .contracts, .scheduling, .notifications]

    private func entries(_ installation: Installation, _ service: ServiceName) async throws -> Int {
        try await StoreReader(installation, service).int("SELECT count(*) FROM audit")
    }

    @Test func everyWayToTamperWithAStoreIsFoundAndNothingElse() async throws {
        try await Installation.with { installation in
            let staff = try await Staff(installation)
            try await work(staff)
            // Killed in the middle, and again.
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try? await customers(staff, 10) }
                    for service in [ServiceName.customers, .gateway] { try await installation.crash(service) }
                    for service in [ServiceName.customers, .gateway] { try await installation.waitReady(service) }
                    try await group.waitForAll()
                }
                try await customers(staff, 3)
                // Every service notes how far the Gateway's own audit is, each time.
                _ = try await installation.quen("audit", "verify")
            }
            #expect(try await installation.quen("audit", "verify") == "")
            for service in Self.victims {
                try await waitUntil("three entries of \(service)") { try await entries(installation, service) >= 3 }
            }
            // More than a restart writes anew, so that what is deleted at the end is not wholly replaced.
            for _ in 0..<20 where try await entries(installation, .contracts) < 8 {
                #expect(try await installation.quen("audit", "verify") == "")
            }
            #expect(try await entries(installation, .contracts) >= 8)

            let found = try await installation.quen("audit", "search", "--act", "created", "--format", "csv")
            #expect(found.contains(",127.0.0.1,created,customer/"), "\(found)")
            let exported = try await installation.quen("audit", "export", "--service", "customers")
            #expect(exported.split(separator: "\n").count > 10)
            let shown = try await installation.quen("audit", "show", "customers", "1")
            #expect(shown.contains(#""seq": 1"#) && shown.contains(#""after": {"#), "\(shown)")
            _ = try await installation.quen("audit", "show", "customers", "99999", expect: 1)

            for service in Self.victims { #expect(try await installation.process(service).terminate() == 0) }
            try await tamper(installation)
            for service in Self.victims { try installation.start(service) }
            for service in Self.victims { try await installation.waitReady(service) }
            let named = try await installation.quen("audit", "verify", expect: 1)
            print(named)
            for line in [
                "customers: entry 2 changed", "pipeline: entry 2 missing", "contracts: entry ",
                "scheduling: entry 0 added",
                "notifications: entry 2 changed: the Gateway gathered another entry here",
            ] { #expect(named.contains(line), "\(line)") }
            #expect(named.split(separator: "\n").contains { $0.hasPrefix("contracts:") && $0.contains(" missing: ") })
            #expect(!named.contains("gateway: "), "\(named)")
            #expect(try await installation.quen("audit", "verify", "--service", "gateway") == "")
            let checked = try await installation.quen("check", "--service", "customers", expect: 1)
            #expect(checked.contains("customers: audit: entry 2 changed"))
        }
    }

    private func work(_ staff: Staff) async throws {
        try await waitUntil("Customers to know the token", atMost: .seconds(30)) {
            try await staff.installation.request(.GET, "/api/customers/places", token: staff.administrator).status
                == 200
        }
        try await customers(staff, 5)
    }

    private func customers(_ staff: Staff, _ count: Int) async throws {
        for number in 0..<count {
            _ = try await staff.call(
                .POST, "/api/customers/customers", token: staff.administrator,
                body: #"{"kind":"organisation","name":"Công ty \#(number)","allowDuplicates":true}"#)
        }
    }

    /// An edit, a deletion in the middle, a deletion at the end, an insertion, and a whole chain written anew.
    private func tamper(_ installation: Installation) async throws {
        try await StoreReader(installation, .customers).execute("UPDATE audit SET actor = NULL WHERE seq = 2")
        try await StoreReader(installation, .pipeline).execute("DELETE FROM audit WHERE seq = 2")
        try await StoreReader(installation, .contracts).execute(
            "DELETE FROM audit WHERE seq > (SELECT max(seq) - 6 FROM audit)")
        try await StoreReader(installation, .scheduling).execute(
            """
            INSERT INTO audit SELECT 0, epoch, at, actor, session, address, origin, cause, correlation, 'made up', entity,
              recordId, body, salt, bodyDigest, previousHash, hash FROM audit WHERE seq = 2
            """)
        let store = try DatabaseQueue(path: installation.directory + "/notifications/store.sqlite")
        try await store.write { db in
            try db.execute(sql: "UPDATE audit SET act = 'harmless' WHERE seq = 2")
            let hashes = try Data.fetchOne(db, sql: "SELECT hash FROM audit WHERE seq = 1")
            var previous = Array(hashes ?? Data())
            for row in try AuditRow.fetchAll(db, sql: "SELECT * FROM audit WHERE seq > 1 ORDER BY seq") {
                let hash = AuditChain.hash(row.link, bodyDigest: row.bodyDigest, previous: previous)
                try db.execute(
                    sql: "UPDATE audit SET previousHash = ?, hash = ? WHERE seq = ?",
                    arguments: [Data(previous), Data(hash), row.link.seq])
                previous = hash
            }
        }
        try store.close()
    }

    /// After a restore of a service and of the Gateway their audits go on from the backups, and that is no tampering.
    @Test func aRestoredServiceAndARestoredGatewayVerifyClean() async throws {
        try await Installation.with { installation in
            let staff = try await Staff(installation)
            try await work(staff)
            _ = try await installation.quen("audit", "verify")
            let folder = installation.directory + "/backups"
            func backup(_ service: String) async throws -> String {
                try await installation.quen("backup", "create", service, "--to", folder)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let (customersBackup, gatewayBackup) = (try await backup("customers"), try await backup("gateway"))
            try await customers(staff, 4)
            _ = try await installation.quen("audit", "verify")

            try await restore(.customers, customersBackup, installation)
            _ = try await installation.quen("audit", "verify")
            let found = try await installation.quen(
                "audit", "search", "--service", "customers", "--act", "store restored", "--format", "csv")
            #expect(found.split(separator: "\n").count == 2, "\(found)")

            try await restore(.gateway, gatewayBackup, installation)
            try await waitUntil("the Gateway to have caught up", atMost: .seconds(60)) {
                let text = try await installation.quen(
                    "audit", "search", "--service", "customers", "--act", "store restored", "--format", "csv")
                return text.split(separator: "\n").count == 2
            }
            _ = try await installation.quen("audit", "verify")
        }
    }

    private func restore(_ service: ServiceName, _ backup: String, _ installation: Installation) async throws {
        #expect(try await installation.process(service).terminate() == 0)
        _ = try await installation.quen("restore", service.rawValue, "--from", backup, "--confirm", service.rawValue)
        try installation.start(service)
        try await installation.waitReady(service)
    }
}
