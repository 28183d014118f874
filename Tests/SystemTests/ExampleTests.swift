import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

/// The worked examples for other systems, run as they are shipped (MSG-4): a lead is published and answered, and stands in
/// Customers; a notification is read.
@Suite("Examples", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct ExampleTests {
    @Test(.enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python with pika; compose/test sets it"))
    func pythonPublishesALeadAndReadsANotification() async throws {
        try await run { example, arguments in (TestTools.python ?? "", ["\(example).py"] + arguments) }
    }

    @Test(
        .enabled(
            if: ["bash", "python3", "amqp-publish", "amqp-get", "amqp-consume"].allSatisfy(TestTools.has),
            "the shell examples need bash, python3 and the package amqp-tools"))
    func theShellPublishesALeadAndReadsANotification() async throws {
        try await run { example, arguments in ("/bin/bash", ["\(example).sh"] + arguments) }
    }

    /// `call` makes a program and its arguments of an example's path without ending.
    private func run(_ call: (String, [String]) -> (String, [String])) async throws {
        try await Installation.with(outsideSystems: ["website"], notificationConsumers: ["chat"]) { installation in
            let settings = [
                "QUEN_PORT": "\(installation.broker.amqpPort)", "QUEN_VHOST": installation.host.name,
                "QUEN_SYSTEM": "website", "QUEN_CONSUMER": "chat", "QUEN_COUNT": "1", "QUEN_TIMEOUT": "60",
            ]
            func example(_ name: String, secret: String, _ arguments: String..., expect: Int32 = 0) async throws
                -> String
            {
                let path = ServiceUnderTest.repositoryRoot + "/compose/examples/" + name
                let (program, words) = call(path, arguments)
                let file = ["QUEN_PASSWORD_FILE": installation.secret(secret)]
                return try await installation.run(
                    program, words, environment: settings.merging(file) { $1 }, expect: expect)
            }
            var staff = try await Staff(installation)
            try await staff.hire("Trần Văn Mai", signInName: "mai", role: .director)
            try await publishing(staff) {
                try await example("publish_lead", secret: "broker-ext-website", $0, $1, expect: $2)
            }
            let customer = try Staff.id(
                try await staff.call(
                    .POST, "/api/customers/customers", by: "mai", body: #"{"kind":"organisation","name":"Hoa Sen"}"#))
            let contract = try await staff.signedContract(
                of: customer, ends: LocalZone.vietNam.day(of: Instant(Date())).adding(days: 20), by: "mai")
            let text = try await example("read_notifications", secret: "broker-sub-chat")
            #expect(text.contains("vn.quen.notifications.alert.raised.v1"))
            #expect(text.contains("\(contract)"), "\(text)")
            #expect(text.split(separator: "\n").count == 1)
        }
    }

    private func publishing(
        _ staff: Staff, _ publish: (_ name: String, _ need: String, _ expect: Int32) async throws -> String
    ) async throws {
        // Sent twice it is one lead, and gets the same answer.
        let first = try await publish("Lê Văn An", "Cần 3 máy in", 0)
        let again = try await publish("Lê Văn An", "Cần 3 máy in", 0)
        #expect(first.contains("lead/"), "\(first)")
        #expect(again.contains("lead/"))
        let leads = try await staff.call(.GET, "/api/customers/leads", by: "mai").object["items"]?.items ?? []
        #expect(leads.count == 1)
        #expect(leads.first?["personName"]?.text == "Lê Văn An")
        #expect(leads.first?["need"]?.text == "Cần 3 máy in")
        let refused = try await publish(String(repeating: "An ", count: 400), "Cần 3 máy in", 1)
        #expect(refused.contains("code"), "\(refused)")
    }
}
