import Foundation
import Messages
import Money
import NIOHTTP1
import TestKit
import Testing

/// The operator's tool against a whole installation, as its operator runs it (OPS-4, OPS-6).
@Suite("Operator's commands", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct OperatorCommandTests {
    @Test func placesAreLoadedAndLoadingAgainChangesNothing() async throws {
        try await Installation.with(start: [.gateway, .customers, .scheduling]) { installation in
            let staff = try await Staff(installation)
            let (folder, token) = (installation.directory + "/places", installation.directory + "/token")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try write("code,name\n01,Thành phố Hà Nội\n79,Thành phố Hồ Chí Minh\n", folder + "/provinces.csv")
            try write(
                "code,name,province_code\n00004,Phường Ba Đình,01\n00008,\"Phường Ngọc Hà\",01\n26740,Phường Sài Gòn,79\n",
                folder + "/wards.csv")
            try write(staff.administrator, token)
            func places(_ query: String) async throws -> [String] {
                let answer = try await staff.call(
                    .GET, "/api/customers/places\(query)", token: staff.administrator)
                return (answer.object["items"]?.items ?? []).compactMap { $0["name"]?.text }
            }
            try await waitUntil("Customers to know the token", atMost: .seconds(30)) {
                try await installation.request(.GET, "/api/customers/places", token: staff.administrator).status == 200
            }
            for _ in 0..<2 {
                _ = try await installation.quen("load", "places", folder, "--token-file", token)
                #expect(try await places("") == ["Thành phố Hà Nội", "Thành phố Hồ Chí Minh"])
                #expect(try await places("?province=01") == ["Phường Ba Đình", "Phường Ngọc Hà"])
            }
            // A ward of a province that nobody knows is refused, and said to be.
            try write("code,name,province_code\n99999,Phường Lạ,98\n", folder + "/wards.csv")
            _ = try await installation.quen("load", "places", folder, "--token-file", token, expect: 1)
            #expect(try await places("?province=01").count == 2)
            try await loadReal(token, installation, places)
        }
    }

    /// The list in force, where it lies beside the checkout.
    private func loadReal(
        _ token: String, _ installation: Installation, _ places: (String) async throws -> [String]
    ) async throws {
        let folder =
            URL(filePath: ServiceUnderTest.repositoryRoot).deletingLastPathComponent().path + "/shared/data/vietnam"
        guard FileManager.default.fileExists(atPath: folder + "/wards.csv") else { return }
        _ = try await installation.quen("load", "places", folder, "--token-file", token)
        func rows(_ name: String) throws -> Int {
            try String(contentsOfFile: "\(folder)/\(name).csv", encoding: .utf8).split(whereSeparator: \.isNewline)
                .count - 1
        }
        let reader = StoreReader(installation, .customers)
        #expect(try await reader.int("SELECT count(*) FROM province") == rows("provinces"))
        #expect(try await reader.int("SELECT count(*) FROM ward") == rows("wards"))
        #expect(try await places("").count == rows("provinces"))
        print("loaded \(try rows("provinces")) provinces and \(try rows("wards")) wards")
    }

    @Test func aSystemThatIsAddedPublishesAndReadsItsAnswersAndNothingElse() async throws {
        let others = (systems: ["website"], consumers: ["chat"])
        try await Installation.with(
            outsideSystems: others.systems, notificationConsumers: others.consumers, start: [.gateway, .customers]
        ) { installation in
            _ = try await installation.quen("systems", "add", "erp")
            #expect(try await installation.quen("systems", "list").contains("ext.erp.replies"))
            _ = try await installation.quen("topology", "verify")
            let password = try String(contentsOfFile: installation.secret("broker-ext-erp"), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(password.utf8.count >= 32)
            let erp = try await OutsideSystem("erp", installation, password: password)
            let id = try await erp.send(CustomerRecorded(externalId: "C-1", name: "Công ty Hòa Bình"))
            let answer = try await erp.answers(1).first
            #expect(answer?.envelope.type == InboundAccepted.wireName)
            #expect(try answer?.decode(InboundAccepted.self).messageId == id)

            for (exchange, key) in [
                ("quen.inbound", "ext.website.lead.captured.v1"), ("quen.inbound", "customers.customer.created.v1"),
                ("quen.events", "ext.erp.customer.recorded.v1"), ("quen.events", "customers.customer.created.v1"),
                ("quen.replies", "ext.erp"), ("quen.notifications", "notify.contract-expiring.v1"),
                ("", "customers.events"),
            ] {
                #expect(try await erp.mayNotPublish(to: exchange, key: key), "\(exchange) \(key)")
            }
            for queue in [
                "ext.website.replies", "sub.chat", "customers.events", "customers.inbound", "gateway.unrouted",
            ] {
                #expect(try await erp.mayNotRead(queue), "\(queue)")
            }
            // Added again nothing changes, and the system goes on with its password.
            _ = try await installation.quen("systems", "add", "erp")
            try await erp.send(CustomerRecorded(externalId: "C-2", name: "Công ty An Khang"))
            #expect(try await erp.answers(1).first?.envelope.type == InboundAccepted.wireName)
            await erp.close()
        }
    }

    /// A message that kills Pipeline is parked and its sender told; corrected and replayed it has its effect, and the sender
    /// is told that too.
    @Test func aParkedMessageIsEditedReplayedAndAnsweredAnew() async throws {
        try await Installation.with(outsideSystems: ["erp"], start: [.gateway]) { installation in
            let trap = ["QUEN_TEST_TRAP_ON": "POISON"]
            let erp = try await OutsideSystem("erp", installation)
            try installation.start(.pipeline, environment: trap)
            try await erp.send(ProductRecorded(externalId: "p-1", name: "Máy in POISON", currency: .vnd))
            let told = try await restarting(.pipeline, installation, trap) {
                try #require(try await erp.answers(1).first)
            }
            let rejected = try told.decode(InboundRejected.self)
            #expect(rejected.code == "given-up" && !rejected.retryable && rejected.externalId == "p-1")
            try await installation.waitReady(.pipeline)

            let list = try await installation.quen("parked", "list", "--service", "pipeline", "--format", "csv")
            #expect(list.contains("kills-process"), "\(list)")
            let body = try await installation.quen("parked", "show", "1", "--service", "pipeline", "--body")
            let file = installation.directory + "/edited.json"
            try write(body.replacing("POISON", with: "laser"), file)
            _ = try await installation.quen("parked", "replay", "1", "--service", "pipeline", "--edit", file)
            let answer = try #require(try await erp.answers(1).first)
            #expect(answer.envelope.type == InboundAccepted.wireName)
            let names = try await StoreReader(installation, .pipeline).strings("SELECT name FROM product")
            #expect(names == ["Máy in laser"])
            let left = try await installation.quen("parked", "list", "--service", "pipeline")
            #expect(!left.contains("kills-process"), "\(left)")
            let audit = try await StoreReader(installation, .pipeline).strings("SELECT act FROM audit")
            #expect(audit.contains("parked edit-and-resend"), "\(audit)")
            await erp.close()
        }
    }

    /// Starts the service again whenever it has died, as a supervisor does, until `body` is done.
    private func restarting<T: Sendable>(
        _ service: ServiceName, _ installation: Installation, _ environment: [String: String],
        _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while true {
                    try await waitUntil("\(service) to die", atMost: .seconds(120)) {
                        try !installation.process(service).isRunning
                    }
                    try installation.start(service, environment: environment)
                }
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw TestFailure("nothing came") }
            return first
        }
    }

    private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
}
