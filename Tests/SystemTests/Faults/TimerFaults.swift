import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Timers that fell due while the service was away, and clocks that jump.
    @Suite struct Timers {
        @Test func tenThousandTimersThatFellDueFireOnceEach() async throws {
            let kills = Fault.times(3, long: 12)
            try await Fault.run(26, "10,000 timers fell due while down, \(kills) kills while firing") {
                try await Installation.forFault([.notifications]) { try await fallDue($0, kills) }
            }
        }

        /// 4,000 invoices with one timer each, of which each fires late; 1,000 contracts with five, of which only the newest
        /// fires; 500 appointments with two, which are over.
        private func fallDue(_ installation: Installation, _ kills: Int) async throws -> String {
            let now = Instant(Date())
            let today = LocalZone.vietNam.day(of: now)
            var messages = try (0..<4000).map {
                try EventPress.event(try EventPress.invoice($0, dueOn: today.adding(days: 5)), "issued")
            }
            messages += try (0..<1000).map {
                try EventPress.event(try EventPress.contract($0, effectiveTo: today.adding(days: 95)), .updated)
            }
            messages += try (0..<500).map {
                try EventPress.event(
                    EventPress.appointment($0, startsAt: now.adding(.seconds(5 * 86_400 + $0))), "scheduled")
            }
            try await EventPress(installation).publish(messages)
            let reader = StoreReader(installation, .notifications)
            let waiting = "SELECT count(*) FROM timer WHERE state = 'waiting'"
            try await waitUntil("10,000 timers", atMost: .seconds(120)) { try await reader.int(waiting) == 10_000 }
            try await installation.process(.notifications).terminate()
            // A day before the contracts end: their last stage is due, and not yet over.
            let later = ["QUEN_TEST_CLOCK_OFFSET": "\(95 * 86_400 - 3600)"]
            var moments = SeededGenerator(seed: Fault.seed)
            for _ in 0..<kills {
                let before = try await reader.int(waiting)
                try installation.start(.notifications, environment: later)
                try await waitUntil("some to fire", atMost: .seconds(30)) { try await reader.int(waiting) < before }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &moments)))
                try await installation.process(.notifications).kill9()
            }
            let (left, start) = (try await reader.int(waiting), ContinuousClock.now)
            try installation.start(.notifications, environment: later)
            try await waitForAllToFire(reader, waiting)
            let took = ContinuousClock.now - start
            let counts = try await reader.strings(
                """
                SELECT kind || ' ' || count(alertId) || ' of ' || count(*) FROM firing GROUP BY kind ORDER BY kind
                """)
            let expected = [
                "appointment-reminder 0 of 1000", "contract-expiring 1000 of 5000", "invoice-overdue 4000 of 4000",
            ]
            try Fault.require(counts == expected, "fired \(counts) instead of \(expected)")
            let alerts = try await reader.int(
                "SELECT count(*) FROM outbox WHERE exchange = 'quen.events' AND subject LIKE 'alert/%'")
            try Fault.require(alerts == 5000, "\(alerts) events of alerts instead of 5000")
            return
                "\(left) left by the kills fired within \(Fault.seconds(took)) of a debug build's start, 5,000 alerts once each, policies exact"
        }

        /// However slow the machine is, some fire every minute.
        private func waitForAllToFire(_ reader: StoreReader, _ waiting: String) async throws {
            var left = try await reader.int(waiting)
            while left > 0 {
                let before = left
                try await waitUntil("fewer than \(before) to wait", atMost: .seconds(60)) {
                    left = try await reader.int(waiting)
                    return left < before
                }
            }
        }

        /// The clock of a released program cannot be moved, so the timers are.
        @Test func tenThousandTimersThatFellDueFireWithinTenSeconds() async throws {
            try await Fault.run(26, "10,000 timers fell due while down, a release build killed twice while firing") {
                guard ReleaseBuild.has(.notifications) else {
                    throw NotPossibleHere(why: "there is no release build (\(ReleaseBuild.command(.notifications)))")
                }
                return try await Installation.forFault([]) { installation in
                    let start = { try installation.start(.notifications, from: ReleaseBuild.folder) }
                    try start()
                    let tomorrow = LocalZone.vietNam.day(of: Instant(Date())).adding(days: 1)
                    try await EventPress(installation).publish(
                        try (0..<10_000).map {
                            try EventPress.event(try EventPress.invoice($0, dueOn: tomorrow), "issued")
                        })
                    let reader = StoreReader(installation, .notifications)
                    let waiting = "SELECT count(*) FROM timer WHERE state = 'waiting'"
                    try await waitUntil("10,000 timers", atMost: .seconds(60)) {
                        ((try? await reader.int(waiting)) ?? 0) == 10_000
                    }
                    try await installation.process(.notifications).terminate()
                    try await reader.execute("UPDATE timer SET dueAt = 1")
                    for _ in 0..<2 {
                        let before = try await reader.int(waiting)
                        try start()
                        try await waitUntil("some to fire", atMost: .seconds(30)) {
                            try await reader.int(waiting) < before
                        }
                        try await installation.process(.notifications).kill9()
                    }
                    let (left, begin) = (try await reader.int(waiting), ContinuousClock.now)
                    try start()
                    try await waitForAllToFire(reader, waiting)
                    let took = ContinuousClock.now - begin
                    let alerts = try await reader.int("SELECT count(*) FROM alert")
                    try Fault.require(alerts == 10_000, "\(alerts) alerts instead of 10,000")
                    try Fault.require(took < .seconds(10), "the last \(left) took \(took), not less than 10 s")
                    return "the last \(left) fired within \(Fault.seconds(took)) of the start, each alert once"
                }
            }
        }

        @Test func aClockThatJumpsLosesAndRepeatsNoTimer() async throws {
            try await Fault.run(27, "clock +1 day, then −1 hour, then right, then +1 day again") {
                try await Installation.forFault([.notifications, .pipeline]) { installation in
                    let now = Instant(Date())
                    let appointments = (0..<50).map { number in
                        EventPress.appointment(number, startsAt: now.adding(.seconds(90_000 + number)))
                    }
                    try await EventPress(installation).publish(
                        try appointments.map { try EventPress.event($0, "scheduled") })
                    let reader = StoreReader(installation, .notifications)
                    let traffic = Traffic(installation, .product)
                    try await waitUntil("the timers", atMost: .seconds(30)) {
                        try await reader.int("SELECT count(*) FROM timer WHERE state = 'waiting'") == 100
                    }
                    // A day on the first stage of each is due, later none more until the day after.
                    for (offset, fired) in [("86400", 50), ("-3600", 50), ("0", 50), ("90000", 100)] {
                        for service in [ServiceName.notifications, .pipeline] {
                            try await installation.process(service).terminate()
                            try installation.start(service, environment: ["QUEN_TEST_CLOCK_OFFSET": offset])
                        }
                        try await traffic.send(100)
                        try await waitUntil("\(fired) to fire at \(offset)", atMost: .seconds(30)) {
                            try await reader.int("SELECT count(*) FROM firing") == fired
                        }
                    }
                    let doubles = try await reader.int(
                        "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY exchange, subject HAVING count(*) > 1)")
                    try Fault.require(doubles == 0, "\(doubles) alerts were raised twice")
                    let owner = StoreReader(installation, .pipeline)
                    try await waitUntil("the events", atMost: .seconds(60)) {
                        try await FaultLedger(installation, .product).owned() == 400
                    }
                    let ids = try await owner.int("SELECT count(DISTINCT id) FROM outbox")
                    let all = try await owner.int("SELECT count(*) FROM outbox")
                    try Fault.require(ids == all, "\(all - ids) ids came twice")
                    return "100 timers fired once each, \(all) ids unique"
                }
            }
        }

        @Test func aClockThatJumpsUnderARunningProcessLosesAndRepeatsNoTimer() async throws {
            try await Fault.run(27, "clock +1 day, −1 hour and right again while the process runs") {
                try await Installation.forFault([]) { installation in
                    let clock = try installation.file("clock-offset", "0")
                    try installation.start(.notifications, environment: ["QUEN_TEST_CLOCK_OFFSET_FILE": clock])
                    try await installation.waitReady(.notifications)
                    let now = Instant(Date())
                    let appointments = (0..<50).map { number in
                        EventPress.appointment(number, startsAt: now.adding(.seconds(90_000 + number)))
                    }
                    try await EventPress(installation).publish(
                        try appointments.map { try EventPress.event($0, "scheduled") })
                    let reader = StoreReader(installation, .notifications)
                    try await waitUntil("the timers", atMost: .seconds(30)) {
                        try await reader.int("SELECT count(*) FROM timer WHERE state = 'waiting'") == 100
                    }
                    let process = try installation.process(.notifications)
                    var longest = Duration.zero
                    // A day before the first stage is due, fifteen minutes before the second; the meetings are still to come.
                    for (offset, fired) in [("86400", 50), ("-3600", 50), ("0", 50), ("89500", 100)] {
                        let start = ContinuousClock.now
                        _ = try installation.file("clock-offset", offset)
                        // No commit tells of it: the loop looks at the clock once a minute at least.
                        try await waitUntil("\(fired) to fire at \(offset)", atMost: .seconds(75)) {
                            try await reader.int("SELECT count(*) FROM firing") == fired
                        }
                        longest = max(longest, ContinuousClock.now - start)
                    }
                    try Fault.require(process.isRunning, "the process did not go on")
                    let alerts = try await reader.int("SELECT count(*) FROM alert")
                    try Fault.require(alerts == 100, "\(alerts) alerts instead of 100")
                    let ids = try await reader.int("SELECT count(*) - count(DISTINCT id) FROM outbox")
                    try Fault.require(ids == 0, "\(ids) ids came twice")
                    return "100 timers fired once each, noticed within \(Fault.seconds(longest))"
                }
            }
        }
    }
}
