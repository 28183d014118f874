import Foundation
import Messages
import Messaging
import TestKit
import Testing

/// The broker's credentials of outside systems, made, changed and taken by the operator's tool (ACC-4).
@Suite("Outside systems' credentials", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct SystemsCommandTests {
    @Test func aPasswordIsChangedAndTheOldOneIsOutAtOnce() async throws {
        try await Installation.with(start: [.gateway, .customers]) { installation in
            _ = try await installation.quen("systems", "add", "erp")
            let old = try secret("broker-ext-erp", installation)
            let erp = try await OutsideSystem("erp", installation, password: old)
            try await erp.send(CustomerRecorded(externalId: "C-1", name: "Công ty Hòa Bình"))
            _ = try await erp.answers(1)
            try await waitUntil("the connection to be counted", atMost: .seconds(20)) {
                try await list(installation)["ext.erp"]?.contains("since") == true
            }

            let said = try await installation.quen("systems", "rotate", "erp")
            let new = try secret("broker-ext-erp", installation)
            #expect(new != old && new.utf8.count >= 32)
            #expect(await !connects("erp", old, installation))
            #expect(await connects("erp", new, installation))
            await #expect(throws: (any Error).self, "its connection was closed") {
                for _ in 0..<50 {
                    try await erp.send(CustomerRecorded(externalId: "C-2", name: "Công ty An Khang"))
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            await erp.close()
            let again = try await OutsideSystem("erp", installation, password: new)
            try await again.send(CustomerRecorded(externalId: "C-3", name: "Công ty Bình Minh"))
            #expect(try await again.answers(1).first?.envelope.type == InboundAccepted.wireName)
            await again.close()
            #expect(try await list(installation)["ext.erp"]?.contains("good") == true)
            _ = try await installation.quen("topology", "verify")
            try expectUntold([old, new], said, installation)
        }
    }

    @Test func aSecondUserBridgesTheChangeWithoutAGap() async throws {
        try await Installation.with(start: [.gateway, .customers]) { installation in
            _ = try await installation.quen("systems", "add", "erp")
            _ = try await installation.quen("systems", "bridge", "erp")
            let (old, bridge) = (
                try secret("broker-ext-erp", installation), try secret("broker-ext-erp.bridge", installation)
            )
            #expect(await connects("erp", old, installation))
            #expect(await connects("erp.bridge", bridge, installation))
            // The second user is the same system, with the same rights and no others.
            let erp = try await OutsideSystem("erp", installation, password: bridge, user: "ext.erp.bridge")
            let id = try await erp.send(CustomerRecorded(externalId: "C-1", name: "Công ty Hòa Bình"))
            #expect(try await erp.answers(1).first?.decode(InboundAccepted.self).messageId == id)
            #expect(try await erp.mayNotPublish(to: "quen.inbound", key: "ext.other.customer.recorded.v1"))
            #expect(try await erp.mayNotRead("customers.inbound"))

            _ = try await installation.quen("systems", "rotate", "erp")
            try await erp.send(CustomerRecorded(externalId: "C-2", name: "Công ty An Khang"))
            #expect(try await erp.answers(1).first?.envelope.type == InboundAccepted.wireName, "it was never cut off")
            await erp.close()
            _ = try await installation.quen("systems", "bridge", "erp", "--end")
            #expect(await !connects("erp.bridge", bridge, installation))
            #expect(await connects("erp", try secret("broker-ext-erp", installation), installation))
            #expect(!FileManager.default.fileExists(atPath: installation.secret("broker-ext-erp.bridge")))
            _ = try await installation.quen("topology", "verify")
        }
    }

    @Test func aRevokedSystemIsOutAndItsQueueIsKeptOrDeleted() async throws {
        try await Installation.with(start: [.gateway, .customers]) { installation in
            _ = try await installation.quen("systems", "add", "erp")
            let old = try secret("broker-ext-erp", installation)
            let erp = try await OutsideSystem("erp", installation, password: old)
            try await erp.send(CustomerRecorded(externalId: "C-1", name: "Công ty Hòa Bình"))
            try await waitUntil("the answer to be counted", atMost: .seconds(20)) {
                try await list(installation)["ext.erp"]?.hasSuffix(" 1") == true
            }
            _ = try await installation.quen("systems", "revoke", "erp", "--queue", "keep", expect: 64)
            _ = try await installation.quen(
                "systems", "revoke", "erp", "--queue", "keep", "--confirm", "website", expect: 1)
            #expect(await connects("erp", old, installation), "nothing was changed")
            _ = try await installation.quen("systems", "revoke", "erp", "--queue", "keep", "--confirm", "erp")
            #expect(await !connects("erp", old, installation))
            await #expect(throws: (any Error).self) { try await erp.answers(2) }
            await erp.close()
            #expect(!FileManager.default.fileExists(atPath: installation.secret("broker-ext-erp")))
            let kept = try await installation.quen("systems", "list")
            #expect(kept.contains("revoked") && kept.contains("ext.erp.replies"))
            _ = try await installation.quen("topology", "verify")
            _ = try await installation.quen("systems", "rotate", "erp", expect: 1)

            // Let in again it finds what was left unread, under a new password.
            _ = try await installation.quen("systems", "add", "erp")
            let back = try await OutsideSystem("erp", installation, password: secret("broker-ext-erp", installation))
            #expect(try await back.answers(1).first?.envelope.type == InboundAccepted.wireName)
            await back.close()
            #expect(await !connects("erp", old, installation))

            _ = try await installation.quen("systems", "revoke", "erp", "--queue", "delete", "--confirm", "erp")
            #expect(try await !installation.quen("systems", "list").contains("erp"))
            _ = try await installation.quen("topology", "verify")
            _ = try await installation.quen(
                "systems", "revoke", "erp", "--queue", "delete", "--confirm", "erp", expect: 1)
        }
    }

    // MARK: Helpers

    private func secret(_ name: String, _ installation: Installation) throws -> String {
        let path = installation.secret(name)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(rights?.intValue == 0o600, "\(name)")
        return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The lines of the list by their users.
    private func list(_ installation: Installation) async throws -> [String: String] {
        let lines = try await installation.quen("systems", "list").split(separator: "\n").dropFirst()
        return Dictionary(
            lines.compactMap { line in
                let cells = line.split(separator: " ").map(String.init)
                return cells.count > 1
                    ? (cells[1], String(line).trimmingCharacters(in: .whitespaces)) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    private func connects(_ system: String, _ password: String, _ installation: Installation) async -> Bool {
        do {
            let name = String(system.prefix { $0 != "." })
            let outside = try await OutsideSystem(name, installation, password: password, user: "ext.\(system)")
            await outside.close()
            return true
        } catch { return false }
    }

    /// No secret stands in what the tool said, to whomever.
    private func expectUntold(_ secrets: [String], _ said: String, _ installation: Installation) throws {
        let log = try String(contentsOfFile: installation.directory + "/log/quen.txt", encoding: .utf8)
        for secret in secrets { #expect(!said.contains(secret) && !log.contains(secret)) }
    }
}
