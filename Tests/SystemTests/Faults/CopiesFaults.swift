import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

extension FaultTests {
    /// Copies that are no longer whole, and stores that are put back to a backup.
    @Suite struct Copies {
        @Test func whatAnUnboundQueueMissedIsFetchedAfterwards() async throws {
            try await Fault.run(10, "a queue unbound while others stay bound") {
                try await Installation.forFault([.pipeline, .customers, .contracts]) {
                    try await UnboundQueue($0).run()
                }
            }
        }

        @Test func aProjectionIsBuiltAnewUnderKillsWhileItsOwnerWrites() async throws {
            try await Fault.run(20, "a projection lost, built anew while its owner writes, with kills") {
                try await Installation.forFault([.pipeline, .contracts]) { try await LostProjection($0).run() }
            }
        }

        @Test func aConsumerPutBackToABackupCatchesUp() async throws {
            try await Fault.run(21, "a consumer put back to an older backup") {
                try await Installation.forFault(ServiceName.allCases) {
                    try await RestoredConsumer($0).run()
                }
            }
        }

        @Test func anOwnerPutBackToABackupGivesNoNumberTwice() async throws {
            try await Fault.run(21, "an owner put back to an older backup") {
                try await Installation.forFault(ServiceName.allCases) { try await RestoredOwner($0).run() }
            }
        }
    }
}

extension Installation {
    /// Takes a backup of a service that runs; its file.
    fileprivate func backup(_ service: ServiceName) async throws -> String {
        try await quen("backup", "create", service.rawValue, "--to", directory + "/backups")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Stops the service, puts its store back, starts it again.
    fileprivate func putBack(_ service: ServiceName, to file: String) async throws {
        _ = try await process(service).terminate()
        _ = try await quen("restore", service.rawValue, "--from", file, "--confirm", service.rawValue)
        try start(service)
        try await waitReady(service)
    }

    fileprivate func waitUntilSettled(_ service: ServiceName) async throws {
        try await waitUntil("\(service) to have heard the others", atMost: .seconds(60)) {
            try await StoreReader(self, service).int(
                "SELECT count(*) FROM restoration WHERE settledAt IS NOT NULL") == 1
        }
    }
}

/// Opportunities are steps for Customers and for Contracts; only Customers' queue loses its binding.
private struct UnboundQueue {
    let installation: Installation
    let ledger: FaultLedger
    let traffic: Traffic

    init(_ installation: Installation) {
        self.installation = installation
        ledger = FaultLedger(installation, .opportunity)
        traffic = Traffic(installation, .opportunity, records: 20)
    }

    func run() async throws -> String {
        try await ledger.watch()
        try await traffic.send(records: Array(0..<20))
        try await ledger.isExact(20)
        try await installation.unbind("customers.events", key: "pipeline.opportunity.#")
        try await traffic.send(records: Array(0..<20) + Array(0..<10))
        try await waitUntil("all to be published", atMost: .seconds(30)) {
            guard try await ledger.owned() == 50 else { return false }
            return await installation.metric("quen_outbox_pending", .pipeline) == 0
        }
        for text in [
            try await installation.quen("topology", "verify", expect: 1),
            try await installation.quen("doctor", expect: 1),
        ] {
            try Fault.require(text.contains("pipeline.opportunity.#"), "the binding is not named: \(text)")
        }
        _ = try await installation.quen("topology", "apply")
        // Five tell of their hole by their next event; of the others nobody hears until they are compared.
        try await traffic.send(records: Array(0..<5))
        try await waitUntil("the holes to be filled", atMost: .seconds(30)) {
            try await ledger.applied(.customers) == 35
        }
        _ = try await installation.quen("compare", "customers", "opportunity", "--wait")
        let words = try await ledger.isExact(55)
        return "30 events missed, 10 fetched as holes and 20 by comparing, \(words)"
    }
}

private struct LostProjection {
    let installation: Installation
    let traffic: Traffic
    let ledger: FaultLedger

    init(_ installation: Installation) {
        self.installation = installation
        traffic = Traffic(installation, .product, records: 800)
        ledger = FaultLedger(installation, .product)
    }

    private func agree(_ what: String) async throws {
        try await waitUntil(what, atMost: .seconds(90)) {
            let owner = try? await StoreReader(installation, .pipeline).strings(
                "SELECT hex(id) || '@' || sequence FROM product ORDER BY id")
            let copies = try? await StoreReader(installation, .contracts).strings(
                "SELECT hex(id) || '@' || sequence FROM productCopy ORDER BY id")
            return owner?.count == 800 && owner == copies
        }
    }

    func run() async throws -> String {
        try await traffic.send(records: Array(0..<800))
        try await agree("all products to be copied")
        try await installation.process(.contracts).kill9()
        try await StoreReader(installation, .contracts).execute("DELETE FROM productCopy")
        try installation.start(.contracts)
        try await installation.waitReady(.contracts)
        _ = try await installation.quen("bootstrap", "contracts", "product")
        let moments = Fault.times(2, long: 10)
        async let sent: Duration = traffic.send(600, perSecond: 150)
        for kill in 0..<moments {
            try await waitUntil("the next moment", atMost: .seconds(60)) {
                try await ledger.owned() >= 800 + (kill + 1) * 500 / moments
            }
            try await installation.crash(kill.isMultiple(of: 2) ? .pipeline : .contracts)
        }
        _ = try await sent
        try await waitUntil("the projection to be complete", atMost: .seconds(90)) {
            try await StoreReader(installation, .contracts).int(
                "SELECT count(*) FROM bootstrap WHERE completedAt IS NOT NULL") == 1
        }
        try await agree("owner and projection to agree")
        let parked = try await StoreReader(installation, .contracts).int("SELECT count(*) FROM deferred")
        try Fault.require(parked == 0, "\(parked) messages are put aside")
        return "800 records built anew beside 600 changes and \(moments) kills, equal to the owner's"
    }
}

private struct RestoredConsumer {
    let installation: Installation
    let traffic: Traffic
    let ledger: FaultLedger

    init(_ installation: Installation) {
        self.installation = installation
        traffic = Traffic(installation, .opportunity)
        ledger = FaultLedger(installation, .opportunity)
    }

    func run() async throws -> String {
        try await ledger.watch()
        try await traffic.send(100)
        try await ledger.isExact(100)
        let file = try await installation.backup(.customers)
        try await traffic.send(200)
        try await ledger.isExact(300)
        try await installation.putBack(.customers, to: file)
        try await installation.waitUntilSettled(.customers)
        try await traffic.send(50)
        let words = try await ledger.isExact(350)
        return "200 events younger than the backup came again, each once and in order: \(words)"
    }
}

/// Contracts gives out numbers; its store is put back to before the last ones.
private struct RestoredOwner {
    let installation: Installation
    private let year = Calendar(identifier: .gregorian).component(.year, from: Date()) % 100

    init(_ installation: Installation) { self.installation = installation }

    private func issue(_ count: Int, _ staff: Staff, _ customer: String) async throws {
        for _ in 0..<count {
            let invoice = try Staff.id(
                try await staff.call(
                    .POST, "/api/contracts/invoices", by: "mai",
                    body: """
                        {"customerId":"\(customer)","buyer":{"name":"Khách lẻ"},"currency":"VND",\
                        "lines":[{"description":"Bảo trì","quantity":"1",\
                        "unitPrice":"1000000","tax":"8"}]}
                        """))
            _ = try await staff.call(
                .POST, "/api/contracts/invoices/\(invoice)/issue", by: "mai", body: #"{"series":"1C\#(year)TAA"}"#)
        }
    }

    private func numbers(_ service: ServiceName) async throws -> [Int] {
        try await StoreReader(installation, service).strings("SELECT number FROM invoice WHERE number IS NOT NULL")
            .compactMap { Int($0) }.sorted()
    }

    func run() async throws -> String {
        var staff = try await Staff(installation)
        try await staff.hire("Mai", signInName: "mai", role: .accountant)
        try await staff.hire("Nam", signInName: "nam", role: .salesperson)
        let customer = try Staff.id(
            try await staff.call(.POST, "/api/customers/customers", by: "nam", body: #"{"name":"Công ty Hoa Sen"}"#))
        _ = try await staff.call(
            .POST, "/api/contracts/invoice-series", by: "mai", body: #"{"symbol":"1C\#(year)TAA"}"#)
        try await waitUntil("the customer to be known", atMost: .seconds(20)) {
            try await StoreReader(installation, .contracts).int("SELECT count(*) FROM customerCopy") == 1
        }
        try await issue(5, staff, customer)
        let file = try await installation.backup(.contracts)
        try await issue(4, staff, customer)
        try await waitUntil("Customers to know all nine", atMost: .seconds(30)) {
            try await StoreReader(installation, .customers).int(
                "SELECT count(*) FROM timelineEntry WHERE kind = 'invoice'") == 9
        }
        try await installation.putBack(.contracts, to: file)
        try await installation.waitUntilSettled(.contracts)
        try await staff.signInAgain("mai")
        try await issue(1, staff, customer)
        let given = try await numbers(.contracts)
        try Fault.require(given == [1, 2, 3, 4, 5, 10], "the numbers are \(given)")
        try await waitUntil("Customers to know what Contracts knows", atMost: .seconds(60)) {
            try await StoreReader(installation, .customers).int(
                "SELECT count(*) FROM seen WHERE entity = 'invoice' AND NOT isDeleted") == 6
        }
        let said = try await installation.quen("restoration", "contracts")
        for words in ["4 invoice: made since the backup and lost", "goes on after 9"] {
            try Fault.require(said.contains(words), "the report does not say \(words): \(said)")
        }
        return "4 invoices lost and named, the next has number 10, Customers agrees"
    }
}
