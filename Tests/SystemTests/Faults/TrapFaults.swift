import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Fault 12: work that kills the process each time it runs. As a delivery it is among the quick ones.
    @Suite struct Traps {
        private static let trap = ["QUEN_TEST_TRAP_ON": "POISON"]

        @Test func aRetryThatKillsTheProcessIsParked() async throws {
            try await Fault.run(12, "a retry that kills the process") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    try await installation.process(.contracts).terminate()
                    try installation.start(.contracts, environment: ["QUEN_TEST_FAIL_ON": "POISON"])
                    let traffic = Traffic(installation, .product)
                    try await traffic.send(records: Array(0..<20))
                    try await traffic.send(records: [20], mark: " POISON")
                    try await traffic.send(records: Array(21..<50))
                    try await ledger.waitForApplied(49, .contracts)
                    try await installation.process(.contracts).kill9()
                    let reader = StoreReader(installation, .contracts)
                    try installation.start(.contracts, environment: Self.trap)
                    let crashes = try await installation.supervise(.contracts, environment: Self.trap) {
                        (try? await reader.strings("SELECT state || code FROM deferred")) == ["parkedkills-process"]
                    }
                    try await installation.waitReady(.contracts)
                    try Fault.require((1...4).contains(crashes), "\(crashes) crashes")
                    try await installation.process(.contracts).terminate()
                    try installation.start(.contracts)
                    try await installation.waitReady(.contracts)
                    _ = try await installation.quen("parked", "replay", "1", "--service", "contracts")
                    return
                        "back by itself after \(crashes) crashes, only it parked, replayed: \(try await ledger.isExact(50))"
                }
            }
        }

        @Test func aTimerThatKillsTheProcessIsParked() async throws {
            try await Fault.run(12, "a timer that kills the process") {
                try await Installation.forFault([.notifications]) { installation in
                    let now = Instant(Date())
                    let appointments = (0..<20).map { number in
                        EventPress.appointment(number, startsAt: now.adding(.seconds(7200 + number)))
                    }
                    try await EventPress(installation).publish(
                        try appointments.map { try EventPress.event($0, "scheduled") })
                    let reader = StoreReader(installation, .notifications)
                    let waiting = "SELECT count(*) FROM timer WHERE state = 'waiting'"
                    try await waitUntil("the timers", atMost: .seconds(30)) { try await reader.int(waiting) == 20 }
                    try await installation.process(.notifications).terminate()
                    // Fifteen minutes before the appointments all are due.
                    let trap = [
                        "QUEN_TEST_CLOCK_OFFSET": "6500", "QUEN_TEST_TRAP_ON": "\(appointments[7].subject)",
                    ]
                    try installation.start(.notifications, environment: trap)
                    let crashes = try await installation.supervise(.notifications, environment: trap) {
                        ((try? await reader.int(waiting)) ?? 20) == 0
                    }
                    try await installation.waitReady(.notifications)
                    try Fault.require((1...4).contains(crashes), "\(crashes) crashes")
                    let parked = try await reader.strings("SELECT subject FROM timer WHERE state = 'parked'")
                    try Fault.require(parked == ["\(appointments[7].subject)"], "parked are \(parked)")
                    let alerts = try await reader.int("SELECT count(*) FROM alert")
                    try Fault.require(alerts == 19, "\(alerts) alerts instead of 19")
                    return "back by itself after \(crashes) crashes, only it parked, 19 others fired once"
                }
            }
        }

        @Test func aSnapshotPageThatKillsTheProcessIsParked() async throws {
            try await Fault.run(12, "a snapshot page that kills the process") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    let traffic = Traffic(installation, .product)
                    try await traffic.send(records: Array(0..<600))
                    try await traffic.send(records: [600], mark: " POISON")
                    try await traffic.send(records: Array(601..<1200))
                    let reader = StoreReader(installation, .contracts)
                    let copies = "SELECT count(*) FROM productCopy"
                    try await waitUntil("the copies", atMost: .seconds(60)) { try await reader.int(copies) == 1200 }
                    try await installation.process(.contracts).kill9()
                    try await reader.execute("DELETE FROM productCopy")
                    try installation.start(.contracts, environment: Self.trap)
                    try await installation.waitReady(.contracts)
                    _ = try await installation.quen("bootstrap", "contracts", "product")
                    // What the page held is missing, and the comparison afterwards says so without asking for it again.
                    let crashes = try await installation.supervise(.contracts, environment: Self.trap) {
                        (try? await reader.strings(
                            "SELECT DISTINCT state || code FROM deferred UNION SELECT 'doubt' FROM doubt LIMIT 2"))
                            == ["doubt", "parkedkills-process"]
                    }
                    try await installation.waitReady(.contracts)
                    try Fault.require((1...4).contains(crashes), "\(crashes) crashes")
                    let parked = try await reader.int("SELECT count(*) FROM deferred")
                    let missing = 1200 - (try await reader.int(copies))
                    try Fault.require(parked == 1 && missing < 600, "\(parked) parked, \(missing) records missing")
                    try await installation.process(.contracts).terminate()
                    try installation.start(.contracts)
                    try await installation.waitReady(.contracts)
                    _ = try await installation.quen("parked", "replay", "1", "--service", "contracts")
                    try await waitUntil("the page to be applied", atMost: .seconds(30)) {
                        try await reader.int(copies) == 1200
                    }
                    _ = try await installation.quen("compare", "contracts", "product", "--wait")
                    return
                        "back by itself after \(crashes) crashes, a page of \(missing) records parked, whole once replayed"
                }
            }
        }
    }
}
