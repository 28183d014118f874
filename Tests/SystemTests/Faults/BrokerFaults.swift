import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

extension FaultTests {
    /// A broker that goes, comes back, or takes nothing for a while.
    @Suite struct Broker {
        @Test func aBrokerThatIsRestartedOrKilledLosesNothing() async throws {
            let (restarts, kills) = (Fault.times(2, long: 10), Fault.times(2, long: 5))
            try await Fault.run(5, "broker restarted \(restarts) times and killed \(kills) times under load") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    try await restart(installation, restarts: restarts, kills: kills)
                }
            }
        }

        private func restart(_ installation: Installation, restarts: Int, kills: Int) async throws -> String {
            let ledger = FaultLedger(installation, .product)
            try await ledger.watch()
            let traffic = Traffic(installation, .product)
            let count = (restarts + kills) * 1200
            async let sending = traffic.send(count, perSecond: 60)
            var (moments, slowest) = (SeededGenerator(seed: Fault.seed), Slowest())
            for round in 0..<(restarts + kills) {
                try await Task.sleep(for: .milliseconds(Int.random(in: 1000...3000, using: &moments)))
                if round >= restarts { try await installation.broker.kill9() }
                try await installation.broker.restart()
                let (ready, before) = (ContinuousClock.now, try await ledger.applied(.contracts))
                try await ledger.waitForApplied(before + 1, .contracts)
                slowest.note(since: ready)
            }
            _ = try await sending
            let exact = try await ledger.isExact(count)
            try Fault.require(
                slowest.value <= .seconds(10), "reconnected only \(slowest.value) after the broker was back")
            return "reconnected within \(Fault.seconds(slowest.value)), no manual act, \(exact)"
        }

        @Test func anAlarmOfTheBrokerStopsNoCommandAndNoConsumer() async throws {
            let seconds = Fault.times(12, long: 60)
            try await Fault.run(8, "memory alarm \(seconds) s, then disk alarm \(seconds) s") {
                try await Installation.forFault([.gateway, .scheduling, .pipeline, .contracts]) { installation in
                    try await alarms(installation, .seconds(seconds))
                }
            }
        }

        private func alarms(_ installation: Installation, _ length: Duration) async throws -> String {
            let ledger = FaultLedger(installation, .product)
            try await ledger.watch()
            let staff = try await Staff(installation)
            let traffic = Traffic(installation, .product)
            var (count, slowest) = (0, Slowest())
            for alarm in [["set_vm_memory_high_watermark", "absolute", "1MB"], ["set_disk_free_limit", "900000GB"]] {
                // A backlog, which a consumer must be given while the alarm lasts.
                try await installation.process(.contracts).terminate()
                try await traffic.send(200)
                count += 200
                try await waitUntil("the backlog", atMost: .seconds(60)) {
                    try await installation.depth(of: "contracts.events") >= 200
                }
                try await installation.broker.control(alarm)
                let end = ContinuousClock.now + length
                try installation.start(.contracts)
                count += try await command(staff, count)
                try await waitUntil("the relay to be paused", atMost: .seconds(30)) {
                    await installation.metric("quen_amqp_blocked", .pipeline) == 1
                }
                try await ledger.waitForApplied(count - 1, .contracts, within: length)
                while ContinuousClock.now < end { count += try await command(staff, count) }
                try await installation.broker.control("set_vm_memory_high_watermark", "absolute", "2GB")
                try await installation.broker.control("set_disk_free_limit", "200MB")
                let over = ContinuousClock.now
                try await ledger.waitForApplied(count, .contracts)
                slowest.note(since: over)
            }
            let exact = try await ledger.isExact(count)
            return
                "commands succeeded, the backlog was consumed, drained \(Fault.seconds(slowest.value)) after, \(exact)"
        }

        /// A product by a person's hand; it must succeed at once.
        private func command(_ staff: Staff, _ number: Int) async throws -> Int {
            let start = ContinuousClock.now
            _ = try await staff.call(
                .POST, "/api/pipeline/products", token: staff.administrator,
                body:
                    #"{"name":"Tay \#(number)","kind":"goods","unit":"cái","taxClass":"standard","prices":[{"currency":"VND","price":"9"}]}"#
            )
            try Fault.require(
                ContinuousClock.now - start < .seconds(5), "a command took \(ContinuousClock.now - start)")
            try await Task.sleep(for: .milliseconds(50))
            return 1
        }
    }
}
