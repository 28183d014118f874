import Foundation
import Messages
import Messaging
import TestKit
import Testing

extension FaultTests {
    /// Fault 9: one of several consumers is away, or its queue is full.
    @Suite struct Away {
        private static let others: [ServiceName] = [.pipeline, .scheduling, .notifications]
        private static let perSecond = 40

        @Test func whileOneIsAwayNobodyElseWaits() async throws {
            let count = Fault.times(1000, long: 12_000)
            try await Fault.run(9, "one of four consumers away for \(count) events") {
                try await Installation.forFault([.customers, .contracts] + Self.others) { installation in
                    let ledger = FaultLedger(installation, .customer)
                    try await ledger.watch()
                    let traffic = Traffic(installation, .customer)
                    try await traffic.send(count / 2, perSecond: Self.perSecond)
                    try await ledger.isExact(count / 2)
                    let usual = try await delays(ledger, after: 0)
                    try await installation.process(.contracts).terminate()
                    try await traffic.send(count, perSecond: Self.perSecond)
                    for service in Self.others { try await ledger.waitForApplied(count / 2 + count, service) }
                    let meanwhile = try await delays(ledger, after: count / 2)
                    let held = await installation.metric("quen_outbox_held", .customers) ?? -1
                    try Fault.require(held == 0, "\(held) events are held")
                    try Fault.require(
                        meanwhile < usual * 2 + 0.2, "the others waited \(meanwhile) s instead of \(usual) s")
                    try installation.start(.contracts)
                    let exact = try await ledger.isExact(count / 2 + count, within: .seconds(120))
                    return
                        "the others' median delay \(Int(meanwhile * 1000)) ms (\(Int(usual * 1000)) ms before), back it caught up, \(exact)"
                }
            }
        }

        /// The median of the seconds from the commit at the owner to the commit at the slowest of the others.
        private func delays(_ ledger: FaultLedger, after first: Int) async throws -> Double {
            let reader = StoreReader(ledger.installation, .customers)
            let rows = try await reader.strings(
                """
                SELECT replace(upper(substr(subject, 10)), '-', '') || '@' || sequence || ' ' || at FROM outbox
                WHERE exchange = 'quen.events' AND subject LIKE 'customer/%' ORDER BY seq
                """)
            var committed: [Substring: Double] = [:]
            for row in rows.dropFirst(first) {
                let parts = row.split(separator: " ")
                committed[parts[0]] = (Double(parts[1]) ?? 0) / 1000
            }
            var worst = 0.0
            for service in Self.others {
                let marks = try await StoreReader(ledger.installation, service).strings(
                    "SELECT mark || ' ' || ((at - 2440587.5) * 86400.0) FROM testAudit ORDER BY n")
                let delays = marks.compactMap { mark -> Double? in
                    let parts = mark.split(separator: " ")
                    guard let start = committed[parts[0]], let end = Double(parts[1]) else { return nil }
                    return end - start
                }.sorted()
                guard !delays.isEmpty else { throw TestFailure("\(service) applied nothing") }
                worst = max(worst, delays[delays.count / 2])
            }
            return worst
        }

        @Test func aFullQueueHoldsOnlyWhatIsRoutedToIt() async throws {
            let seconds = Fault.times(15, long: 60)
            try await Fault.run(9, "one of four consumers' queues full for \(seconds) s") {
                try await Installation.forFault([.customers, .contracts] + Self.others) { installation in
                    let ledger = FaultLedger(installation, .customer)
                    try await ledger.watch()
                    try await installation.process(.contracts).terminate()
                    let policy = ["policies", installation.host.name, "test-full"]
                    try await installation.host.management.send(
                        "PUT", policy,
                        json: Data(
                            #"{"pattern":"^contracts\\.events$","apply-to":"queues","priority":100,"definition":{"max-length":5}}"#
                                .utf8))
                    let traffic = Traffic(installation, .customer, records: 200)
                    // A quorum queue goes over its limit when many come at once, and then takes no more.
                    try await traffic.send(records: Array(0..<100))
                    for service in Self.others { try await ledger.waitForApplied(100, service) }
                    try await traffic.send(records: Array(100..<200))
                    try await waitUntil("events to be held", atMost: .seconds(60)) {
                        await installation.metric("quen_outbox_held", .customers) ?? 0 > 50
                    }
                    let start = ContinuousClock.now
                    try await leads(0..<50, installation)
                    let free = ContinuousClock.now - start
                    // The healthy queues keep their copy of a message that the full one made the broker refuse.
                    for service in Self.others { try await ledger.waitForApplied(200, service) }
                    try await ContinuousClock().sleep(until: start + .seconds(seconds))
                    let held = await installation.metric("quen_outbox_held", .customers) ?? 0
                    let copies = await installation.metric("quen_inbox_duplicates_total", .pipeline) ?? -1
                    try Fault.require(held > 50, "only \(held) are held")
                    try Fault.require(free < .seconds(10), "what is not routed to the full queue took \(free)")
                    try Fault.require(
                        copies >= 0 && copies <= held * 12, "\(copies) copies of \(held) held messages")
                    try await installation.host.management.send("DELETE", policy)
                    try installation.start(.contracts)
                    let exact = try await ledger.isExact(200, within: .seconds(150))
                    try await waitUntil("nothing to be held", atMost: .seconds(90)) {
                        await installation.metric("quen_outbox_held", .customers) == 0
                    }
                    return
                        "\(held) subjects waited, 50 others passed in \(Fault.seconds(free)), \(copies) copies elsewhere, \(exact)"
                }
            }
        }

        /// Leads go to Pipeline, not to the full queue. Returns when all have been taken in there.
        private func leads(_ range: Range<Int>, _ installation: Installation) async throws {
            let outside = try await OutsideSystem(Traffic.system, installation)
            for number in range {
                try await outside.send(LeadCaptured(externalId: "l-\(number)", personName: "Hoa \(number)"))
            }
            let sql = "SELECT hex(id) FROM outbox WHERE subject LIKE 'lead/%'"
            try await waitUntil("the leads", atMost: .seconds(60)) {
                let leads = try await Set(StoreReader(installation, .customers).strings(sql))
                guard leads.count == range.count else { return false }
                return try await leads.isSubset(
                    of: StoreReader(installation, .pipeline).strings("SELECT hex(id) FROM inbox"))
            }
            await outside.close()
        }
    }
}
