import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// Faults of whole processes, the quick ones: products recorded by an outside system go through Pipeline's store and its
/// events into Contracts' copies. The ledger: what the one holds is what the other holds, in the same versions.
@Suite("Faults of whole processes", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct QuickFaults {
    private func products(_ range: Range<Int>, poison: Int? = nil) -> [ProductRecorded] {
        range.map {
            ProductRecorded(
                externalId: "p-\($0)", name: $0 == poison ? "Máy độc POISON" : "Máy in \($0)",
                price: UnitPrice("1500000"),
                currency: .vnd)
        }
    }

    private func versions(_ installation: Installation, _ service: ServiceName, _ table: String) async throws -> Set<
        String
    > {
        try await Set(StoreReader(installation, service).strings("SELECT hex(id) || '@' || sequence FROM \(table)"))
    }

    private func ledgerAgrees(_ installation: Installation, count: Int) async throws {
        try await waitUntil("the ledger to agree on \(count)", atMost: .seconds(40)) {
            // The first looks may come before a store is made.
            let owner = (try? await versions(installation, .pipeline, "product")) ?? []
            let copies = (try? await versions(installation, .contracts, "productCopy")) ?? []
            return owner.count == count && owner == copies
        }
    }

    private func metric(_ name: String, _ service: ServiceName, _ installation: Installation) async throws -> Int {
        let text = try await Installation.send(.GET, installation.admin(service) + "/metrics").text
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.split(separator: " ")[1]) }.map { Int($0) } ?? -1
    }

    /// Fault 2: killed between the broker's confirm and the position's write.
    @Test func aPublisherKilledBeforeItWroteItsPositionRepeatsWithoutEffect() async throws {
        try await Fault.run(2, "publisher killed between confirm and position") {
            try await Installation.with(outsideSystems: ["test"], start: [.contracts]) { installation in
                let outside = try await OutsideSystem("test", installation)
                try installation.start(.pipeline, environment: ["QUEN_TEST_KILL_AT": "relay-confirmed:1"])
                for product in products(0..<200) { try await outside.send(product) }
                try await waitUntil("the kill", atMost: .seconds(30)) {
                    try !installation.process(.pipeline).isRunning
                }
                try installation.start(.pipeline)
                _ = try await outside.answers(200)
                try await ledgerAgrees(installation, count: 200)
                try await waitUntil("the repeated ones") {
                    try await metric("quen_inbox_duplicates_total", .contracts, installation) >= 1
                }
                try await ledgerAgrees(installation, count: 200)
                await outside.close()
            }
            return "200 events, repeated ones dropped, ledger exact"
        }
    }

    /// Fault 4: killed between COMMIT and acknowledgement.
    @Test func aConsumerKilledBeforeItAcknowledgedAppliesNothingTwice() async throws {
        try await Fault.run(4, "consumer killed between COMMIT and acknowledgement") {
            try await Installation.with(outsideSystems: ["test"], start: [.pipeline]) { installation in
                let outside = try await OutsideSystem("test", installation)
                try installation.start(.contracts, environment: ["QUEN_TEST_KILL_AT": "consumer-committed:1"])
                for product in products(0..<200) { try await outside.send(product) }
                try await waitUntil("the kill", atMost: .seconds(30)) {
                    try !installation.process(.contracts).isRunning
                }
                try installation.start(.contracts)
                try await ledgerAgrees(installation, count: 200)
                let redelivered = try await metric("quen_messages_redelivered_total", .contracts, installation)
                try Fault.require(redelivered >= 1, "nothing was redelivered")
                await outside.close()
            }
            return "200 events, redelivery counted, ledger exact"
        }
    }

    /// Fault 12: a message that kills the process each time. A supervisor starts it again and again.
    @Test func aMessageThatKillsTheProcessIsParkedAfterAtMostFourCrashes() async throws {
        try await Fault.run(12, "a delivery that kills the process") {
            try await Installation.with(outsideSystems: ["test"], start: [.pipeline]) { installation in
                let outside = try await OutsideSystem("test", installation)
                let trap = ["QUEN_TEST_TRAP_ON": "POISON"]
                for product in products(0..<100, poison: 40) { try await outside.send(product) }
                try installation.start(.contracts, environment: trap)
                var crashes = 0
                try await waitUntil("it to stay up", atMost: .seconds(60)) {
                    if try !installation.process(.contracts).isRunning {
                        crashes += 1
                        try installation.start(.contracts, environment: trap)
                    }
                    return (try? await versions(installation, .contracts, "productCopy").count) == 99
                }
                try await installation.waitReady(.contracts)
                try Fault.require((1...4).contains(crashes), "\(crashes) crashes")
                let parked = try await installation.quen("parked", "list", "--service", "contracts")
                try Fault.require(parked.contains("kills-process"), "parked are \(parked)")
                // A release that can take it gets it by the operator's replay.
                try await installation.process(.contracts).terminate()
                try installation.start(.contracts)
                try await installation.waitReady(.contracts)
                _ = try await installation.quen("parked", "replay", "1", "--service", "contracts")
                try await ledgerAgrees(installation, count: 100)
                await outside.close()
            }
            return "back by itself, only it parked, replayed: 100 events, ledger exact"
        }
    }

    /// Fault 18: a second instance.
    @Test func aSecondInstanceIsRefusedAndTheFirstGoesOn() async throws {
        try await Fault.run(18, "a second instance") {
            try await Installation.with(outsideSystems: ["test"], start: [.pipeline, .contracts]) { installation in
                let before = ContinuousClock.now
                let second = try installation.startAnother(.contracts)
                try await waitUntil("the refusal", atMost: .seconds(5)) { !second.isRunning }
                let refusal = ContinuousClock.now - before
                try Fault.require(
                    refusal < .seconds(2) && second.status == 1, "status \(second.status) after \(refusal)")
                let outside = try await OutsideSystem("test", installation)
                for product in products(0..<10) { try await outside.send(product) }
                try await ledgerAgrees(installation, count: 10)
                let waiting = try installation.startAnother(.contracts, environment: ["QUEN_LOCK_WAIT": "30"])
                let status = try await installation.process(.contracts).terminate()
                try Fault.require(status == 0, "it ended with \(status)")
                installation.replace(.contracts, with: waiting)
                try await installation.waitReady(.contracts)
                for product in products(10..<20) { try await outside.send(product) }
                try await ledgerAgrees(installation, count: 20)
                await outside.close()
            }
            return "refused within 2 s, the first undisturbed, with --lock-wait it took over"
        }
    }

    /// A kill of each side and of the broker in the middle of a stream; nothing lost, nothing twice.
    @Test func killsOfBothSidesAndTheBrokerLoseNothing() async throws {
        try await Installation.with(outsideSystems: ["test"], start: [.pipeline, .contracts]) { installation in
            var outside = try await OutsideSystem("test", installation)
            for product in products(0..<300) { try await outside.send(product) }
            try await installation.crash(.pipeline)
            for product in products(300..<600) { try await outside.send(product) }
            try await installation.crash(.contracts)
            // What was published is confirmed before the broker goes: this publisher does not send again.
            _ = try await outside.answers(600)
            try await installation.broker.kill9()
            try await installation.broker.restart()
            outside = try await OutsideSystem("test", installation)
            for product in products(600..<700) { try await outside.send(product) }
            try await ledgerAgrees(installation, count: 700)
            await outside.close()
        }
    }
}
