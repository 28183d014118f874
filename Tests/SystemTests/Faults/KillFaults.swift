import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Processes that are killed, or replaced, under load.
    @Suite struct Kills {
        @Test func aPublisherKilledAtRandomMomentsLosesNothing() async throws {
            let kills = Fault.times(4, long: 25)
            try await Fault.run(1, "kill -9 of the publisher under load, \(kills) times") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    try await kill(.pipeline, kills, installation)
                }
            }
        }

        @Test func aConsumerKilledAtRandomMomentsLosesNothing() async throws {
            let kills = Fault.times(4, long: 25)
            try await Fault.run(3, "kill -9 of the consumer under load, \(kills) times") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    try await kill(.contracts, kills, installation)
                }
            }
        }

        private func kill(_ victim: ServiceName, _ kills: Int, _ installation: Installation) async throws -> String {
            let ledger = FaultLedger(installation, .product)
            try await ledger.watch()
            let traffic = Traffic(installation, .product)
            async let sending = traffic.send(kills * 400, perSecond: 150)
            var (moments, slowest) = (SeededGenerator(seed: Fault.seed), Slowest())
            for _ in 0..<kills {
                try await Task.sleep(for: .milliseconds(Int.random(in: 300...1500, using: &moments)))
                try await installation.crash(victim)
                try await installation.waitReady(victim)
                guard victim == .pipeline else { continue }
                let ready = ContinuousClock.now
                try await waitUntil("the relay to resume", atMost: .seconds(15)) {
                    await installation.metric("quen_messages_published_total", victim) ?? 0 > 0
                }
                slowest.note(since: ready)
            }
            _ = try await sending
            let exact = try await ledger.isExact(kills * 400)
            guard victim == .pipeline else { return exact }
            try Fault.require(
                slowest.value <= .seconds(1), "the relay resumed \(slowest.value) after ready, not within 1 s")
            return "relay resumed within \(Fault.seconds(slowest.value)) of ready, \(exact)"
        }

        @Test func aRollingRestartLosesNothing() async throws {
            let restarts = Fault.times(8, long: 20)
            try await Fault.run(19, "rolling restart at 500 events/s, \(restarts) times") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    let traffic = Traffic(installation, .product, records: 200)
                    let count = restarts * 1000
                    async let sending = traffic.send(count, perSecond: 500)
                    var slowest = Slowest()
                    for round in 0..<restarts {
                        let service: ServiceName = round % 2 == 0 ? .contracts : .pipeline
                        try await Task.sleep(for: .milliseconds(500))
                        let before = ContinuousClock.now
                        try await installation.roll(service)
                        slowest.note(since: before)
                        try await installation.waitReady(service)
                    }
                    let rate = Int(Double(count) / (try await sending / .seconds(1)))
                    let exact = try await ledger.isExact(count, within: .seconds(120))
                    return "exit 0 within \(Fault.seconds(slowest.value)), \(rate) sent/s, \(exact), 0 parked"
                }
            }
        }

        @Test func everyMessageThreeTimesAndShuffledIsAppliedOnce() async throws {
            try await Fault.run(15, "every message three times, shuffled across records") {
                try await Installation.forFault([.pipeline, .contracts]) { installation in
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    try await installation.process(.contracts).terminate()
                    let traffic = Traffic(installation, .product, records: 40)
                    try await traffic.send(400)
                    try await waitUntil("the events to wait", atMost: .seconds(60)) {
                        try await installation.depth(of: "contracts.events") == 400
                    }
                    let repeated = try await Repetition(installation).sendAgain(2)
                    try installation.start(.contracts)
                    try await waitUntil("the duplicates", atMost: .seconds(60)) {
                        await installation.metric("quen_inbox_duplicates_total", .contracts) ?? 0 >= repeated
                    }
                    return "\(repeated) duplicates dropped, \(try await ledger.isExact(400))"
                }
            }
        }
    }
}
