import Foundation
import Messages
import TestKit
import Testing

/// The sales archive goes in as an outside system's messages, and comes out as sums that equal the files' to the cent:
/// once, again, and with each service and the broker killed in the middle.
@Suite("Sales archive", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct SalesLoadTests {
    private static let working: [ServiceName] = [.customers, .pipeline, .contracts, .scheduling]

    @Test func theSumsEqualTheFilesAndLoadingAgainChangesNothing() async throws {
        try await Installation.with(outsideSystems: ["sales-archive"]) { installation in
            let archive = try SalesArchive(temporary: installation.directory)
            try await load(archive, installation)
            try await check(archive, installation)
            let before = try await outboxes(installation)
            try await load(archive, installation)
            try await check(archive, installation)
            // Replies are sent again; events are not.
            #expect(try await outboxes(installation) == before)
        }
    }

    @Test func killsInTheMiddleChangeNothing() async throws {
        try await Installation.with(outsideSystems: ["sales-archive"]) { installation in
            let archive = try SalesArchive(temporary: installation.directory)
            async let loading: Void = load(archive, installation)
            for service in Self.working {
                try await someProgress(installation)
                try await installation.crash(service)
                print("killed \(service.rawValue)")
            }
            try await someProgress(installation)
            try await installation.broker.kill9()
            try await installation.broker.restart()
            print("killed the broker")
            try await loading
            try await check(archive, installation)
        }
    }

    private func load(_ archive: SalesArchive, _ installation: Installation) async throws {
        let refused = installation.directory + "/refused.csv"
        let start = ContinuousClock.now
        _ = try await installation.quen(
            "load", "sales", archive.directory, "--currency", "USD", "--refused", refused, "--patience", "120")
        print("loaded in \(ContinuousClock.now - start)")
        let lines = try String(contentsOfFile: refused, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(try lines.count - 1 == archive.withoutAccount())
    }

    private func check(_ archive: SalesArchive, _ installation: Installation) async throws {
        _ = try await installation.quen(
            "parameters", "set", "customers.loyalty-threshold", "150000.00", "--currency", "USD")
        _ = try await installation.quen("check", "--settled")
        let won = try archive.wonCents()
        let revenue = try await table(installation, "revenue", by: "customer")
        #expect(revenue.header == ["customer", "currency", "revenue"])
        let expected = Set(won.map { [$0.key, "USD", Self.decimal($0.value)] })
        #expect(Set(revenue.rows) == expected)
        print("revenue: \(Self.decimal(won.values.reduce(0, +))) USD of \(won.count) customers")
        let statuses = try await table(installation, "customers", by: "status")
        #expect(statuses.header == ["customer", "status"])
        let wanted = Set(
            try archive.accounts().map { name -> [String] in
                let cents = won[name] ?? 0
                return [name, cents > 15_000_000 ? "loyal" : cents > 0 ? "official" : "potential"]
            })
        #expect(Set(statuses.rows) == wanted)
    }

    private func table(
        _ installation: Installation, _ report: String, by: String
    ) async throws -> (header: [String], rows: [[String]]) {
        let text = try await installation.quen("report", report, "--by", by, "--format", "csv")
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            }
        }
        return (lines.first ?? [], Array(lines.dropFirst()))
    }

    private static func decimal(_ cents: Int) -> String {
        "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    /// How many events each service has written.
    private func outboxes(_ installation: Installation) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for service in Self.working {
            counts[service.rawValue] = try await StoreReader(installation, service).int(
                "SELECT count(*) FROM outbox WHERE exchange = 'quen.events' AND routingKey NOT LIKE '%.audit.%'")
        }
        return counts
    }

    /// Waits until some more messages have been taken in.
    private func someProgress(_ installation: Installation) async throws {
        let reader = StoreReader(installation, .contracts)
        let pipeline = StoreReader(installation, .pipeline)
        let sum = { () async throws -> Int in
            try await reader.int("SELECT count(*) FROM inboundReply")
                + pipeline.int("SELECT count(*) FROM inboundReply")
        }
        let before = (try? await sum()) ?? 0
        try await waitUntil("progress", atMost: .seconds(120)) { ((try? await sum()) ?? 0) > before + 400 }
    }
}
