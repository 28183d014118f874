import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Messages that fail: put aside, tried again, parked, and what the operator does with them.
    @Suite struct Messages {
        @Test func onePoisonInABatchIsPutAsideAlone() async throws {
            try await Fault.run(11, "one poison in a batch of 100, as a step and as a copy") {
                try await Installation.forFault([.pipeline, .customers, .contracts]) { installation in
                    try await poison(installation)
                }
            }
        }

        /// The tries of a message, as the offset of the process's clock in seconds at which each is due for certain.
        private static let tries = [10, 60, 300, 1200, 6000, 18_000, 90_000]

        private func poison(_ installation: Installation) async throws -> String {
            let steps = FaultLedger(installation, .opportunity)
            let copies = FaultLedger(installation, .product)
            try await steps.watch()
            try await copies.watch()
            for service in [ServiceName.customers, .contracts] { try await installation.process(service).terminate() }
            for kind in [RecordKind.opportunity, .product] {
                let traffic = Traffic(installation, kind)
                try await traffic.send(records: Array(0..<40))
                try await traffic.send(records: [40], mark: " POISON")
                try await traffic.send(records: Array(41..<100) + [40])
            }
            try await waitUntil("both queues to hold 101", atMost: .seconds(60)) {
                // Customers listens to opportunities, Contracts to both.
                let both = try await installation.depth(of: "contracts.events")
                let one = try await installation.depth(of: "customers.events")
                return one == 101 && both == 202
            }
            let fails = ["QUEN_TEST_FAIL_ON": "POISON"]
            try installation.start(.customers, environment: fails)
            try installation.start(.contracts, environment: fails)
            try await steps.waitForApplied(99, .customers)
            try await copies.waitForApplied(100, .contracts)
            try await expect(["retry": 1, "blocked": 1], .customers, installation)
            // Opportunities are steps in Contracts too, but the copy of the product went on.
            try await expect(["retry": 2, "blocked": 1], .contracts, installation)
            for offset in Self.tries {
                try await installation.process(.customers).terminate()
                try installation.start(
                    .customers, environment: fails.merging(["QUEN_TEST_CLOCK_OFFSET": "\(offset)"]) { $1 })
                let attempts = "SELECT coalesce(max(attempts), 0) FROM deferred"
                let before = Self.tries.firstIndex(of: offset) ?? 0
                try await waitUntil("try \(before + 2)", atMost: .seconds(30)) {
                    ((try? await StoreReader(installation, .customers).int(attempts)) ?? 0) >= before + 2
                }
            }
            try await expect(["parked": 1, "blocked": 1], .customers, installation)
            let applied = try await steps.applied(.customers)
            try Fault.require(applied == 99, "\(applied) steps were applied, not 99")
            return "99 applied, 1 put aside, parked after 8 tries; its step waited behind it, its copy did not"
        }

        private func expect(_ states: [String: Int], _ service: ServiceName, _ installation: Installation) async throws
        {
            var found: [String: Int] = [:]
            do {
                try await waitUntil("the states", atMost: .seconds(20)) {
                    found = try await StoreReader(installation, service).strings("SELECT state FROM deferred")
                        .reduce(into: [:]) { $0[$1, default: 0] += 1 }
                    return found == states
                }
            } catch is TestFailure {
                throw TestFailure("\(service) has put aside \(found) instead of \(states)")
            }
        }

        @Test func parkedMessagesAreReplayedEditedAndDiscarded() async throws {
            try await Fault.run(14, "parked steps replayed after a fix, edited and resent, discarded") {
                try await Installation.forFault([.pipeline]) { installation in try await operate(installation) }
            }
        }

        private func operate(_ installation: Installation) async throws -> String {
            let ledger = FaultLedger(installation, .opportunity)
            let broken = ["QUEN_TEST_REFUSE_ON": "POISON"]
            try installation.start(.customers, environment: broken)
            try await installation.waitReady(.customers)
            try await ledger.watch()
            let traffic = Traffic(installation, .opportunity)
            try await traffic.send(records: Array(0..<20))
            for record in 0..<3 { try await traffic.send(records: [record], mark: " POISON-\(record)") }
            try await traffic.send(records: Array(0..<20) + [0, 1, 2])
            try await expect(["parked": 3, "blocked": 6], .customers, installation)
            try await edit(1, installation)
            try await expect(["parked": 2, "blocked": 4], .customers, installation)
            let number = try await number(2, installation)
            _ = try await installation.quen(
                "parked", "discard", number, "--service", "customers", "--reason", "a test's poison")
            try await expect(["parked": 1, "blocked": 2], .customers, installation)
            try await installation.process(.customers).terminate()
            try installation.start(.customers)
            try await installation.waitReady(.customers)
            _ = try await installation.quen(
                "parked", "replay", try await self.number(0, installation), "--service", "customers")
            try await expect([:], .customers, installation)
            let wanted: [Int: [Int64]] = [0: [1, 2, 3, 4], 1: [1, 2, 3, 4], 2: [1, 3, 4], 3: [1, 2]]
            for (record, sequences) in wanted {
                let id = RecordKind.opportunity.id(record, system: Traffic.system).description.replacing("-", with: "")
                let marks = try await StoreReader(installation, .customers).strings(
                    "SELECT mark FROM testAudit WHERE mark LIKE '\(id.uppercased())@%' ORDER BY n")
                let found = marks.compactMap { Int64($0.split(separator: "@")[1]) }
                try Fault.require(found == sequences, "record \(record) went \(found) instead of \(sequences)")
            }
            let audited = try await StoreReader(installation, .customers).int(
                "SELECT count(*) FROM audit WHERE act LIKE 'parked %'")
            try Fault.require(audited == 3, "\(audited) of 3 acts are in the audit")
            return "each effect once, 6 followers in order, 3 acts audited"
        }

        private func number(_ record: Int, _ installation: Installation) async throws -> String {
            try await StoreReader(installation, .customers).strings(
                "SELECT number FROM deferred WHERE state = 'parked' AND CAST(body AS TEXT) LIKE '%POISON-\(record)%'"
            ).first ?? ""
        }

        /// Corrects the message by hand, as the operator does.
        private func edit(_ record: Int, _ installation: Installation) async throws {
            let number = try await number(record, installation)
            let body = try await installation.quen("parked", "show", number, "--service", "customers", "--body")
            let file = try installation.file("edited.json", body.replacing("POISON-\(record)", with: "đã sửa"))
            _ = try await installation.quen("parked", "replay", number, "--service", "customers", "--edit", file)
        }
    }
}
