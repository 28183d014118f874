import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

/// The procedures of the Gateway's README against the real executables: what they shut out is shut out of every service
/// within 2 s, and of one that was down before it answers anything (ACC-3).
@Suite("Procedures", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct ProcedureTests {
    /// Something that each service lets every one of its people read.
    private static let readable: [(ServiceName, String)] = [
        (.customers, "/customers"), (.pipeline, "/products"), (.contracts, "/contracts"), (.scheduling, "/employees"),
        (.notifications, "/inbox"), (.gateway, "/me"),
    ]

    /// What each service answers, asked itself and not through the door.
    private func statuses(_ token: String, _ installation: Installation) async throws -> [ServiceName: Int] {
        var statuses: [ServiceName: Int] = [:]
        for (service, path) in Self.readable {
            statuses[service] = try await Installation.send(
                .GET, installation.http(service) + path, headers: ["Authorization": "Bearer \(token)"]
            ).status
        }
        return statuses
    }

    private func expectShutOut(_ token: String, _ what: String, _ installation: Installation) async throws {
        let start = ContinuousClock.now
        try await waitUntil("all services to refuse \(what)", atMost: .seconds(2)) {
            try await statuses(token, installation).values.allSatisfy { $0 == 401 }
        }
        print("\(what): refused by all services after \(ContinuousClock.now - start)")
    }

    @Test func aLostDeviceALeaverAndAStolenToken() async throws {
        try await Installation.with { installation in
            var staff = try await Staff(installation)
            for name in ["an", "binh", "chi"] {
                try await staff.hire(name, signInName: name, role: .director)
                let token = try #require(staff.tokens[name])
                try await waitUntil("everybody to know \(name)") {
                    try await statuses(token, installation).values.allSatisfy { $0 == 200 }
                }
            }
            try await lostDevice(of: "an", staff, installation)
            try await leaver("binh", staff, installation)
            try await stolenToken(of: "chi", staff, installation)
        }
    }

    private func account(_ name: String, _ staff: Staff) async throws -> String {
        let found = try await staff.call(.GET, "/accounts?q=\(name)", token: staff.administrator)
        return try #require(found.ids.first)
    }

    private func lostDevice(of name: String, _ staff: Staff, _ installation: Installation) async throws {
        let (token, id) = (try #require(staff.tokens[name]), try await account(name, staff))
        let answer = try await installation.request(
            .DELETE, "/accounts/\(id)/second-factor", token: staff.administrator)
        #expect(answer.status == 409, "there is none")
        for session in try await staff.call(
            .GET, "/sessions?of=all&accountId=\(id)", token: staff.administrator
        ).ids {
            _ = try await staff.call(.DELETE, "/sessions/\(session)", token: staff.administrator)
        }
        try await expectShutOut(token, "a lost device", installation)
        let link = try await staff.call(.POST, "/accounts/\(id)/password-link", token: staff.administrator)
        let secret = try #require(link.string("link")?.split(separator: "=").last)
        _ = try await staff.call(
            .POST, "/password-link", body: #"{"token":"\#(secret)","password":"\#(Staff.password) moi"}"#)
    }

    private func leaver(_ name: String, _ staff: Staff, _ installation: Installation) async throws {
        let (token, employee) = (try #require(staff.tokens[name]), try #require(staff.employees[name]))
        _ = try await staff.call(
            .POST, "/api/scheduling/employees/\(employee)/left", token: staff.administrator, body: "{}")
        try await expectShutOut(token, "a leaver", installation)
        try await waitUntil("the suspension", atMost: .seconds(2)) {
            try await staff.call(.GET, "/accounts?employeeId=\(employee)", token: staff.administrator).text
                .contains(#""suspensionReason":"employee-left""#)
        }
    }

    private func stolenToken(of name: String, _ staff: Staff, _ installation: Installation) async throws {
        let (token, id) = (try #require(staff.tokens[name]), try await account(name, staff))
        let sessions = try await staff.call(
            .GET, "/sessions?of=all&accountId=\(id)", token: staff.administrator)
        let session = try #require(sessions.ids.first)

        // One service is down meanwhile. From the moment it listens it answers nothing else than a refusal.
        #expect(try await installation.process(.customers).terminate() == 0)
        _ = try await staff.call(.DELETE, "/sessions/\(session)", token: staff.administrator)
        try installation.start(.customers)
        try await expectNothingButRefusals(token, installation)
        try await expectShutOut(token, "a stolen token", installation)
        #expect(
            try await installation.request(.GET, "/api/customers/customers", token: staff.administrator).status == 200)
    }

    private func expectNothingButRefusals(_ token: String, _ installation: Installation) async throws {
        var answers: [Int] = []
        let headers = ["Authorization": "Bearer \(token)"]
        try await waitUntil("a hundred answers", atMost: .seconds(40)) {
            let address = installation.http(.customers) + "/customers"
            guard let answer = try? await Installation.send(.GET, address, headers: headers) else { return false }
            answers.append(answer.status)
            return answers.count == 100
        }
        #expect(Set(answers) == [401])
    }

    /// While the broker is away nobody can hear of anything: a service that starts then takes tokens made since.
    @Test func aServiceThatStartsWithoutTheBroker() async throws {
        try await Installation.with(start: [.gateway, .customers, .scheduling]) { installation in
            var staff = try await Staff(installation)
            try await staff.hire("An", signInName: "an", role: .director)
            let old = try #require(staff.tokens["an"])
            func ask(_ token: String) async throws -> TestAnswer {
                try await Installation.send(
                    .GET, installation.http(.customers) + "/customers", headers: ["Authorization": "Bearer \(token)"])
            }
            try await waitUntil("Customers to know An") { try await ask(old).status == 200 }
            #expect(try await installation.process(.customers).terminate() == 0)
            try await installation.broker.freeze()
            do {
                try installation.start(.customers)
                try await installation.waitReady(.customers)
                #expect(try await ask(old).string("title") == "token-outdated")
                let fresh = try await Staff.signIn("an", installation)
                #expect(try await ask(fresh).status == 200)
            } catch {
                try await installation.broker.thaw()
                throw error
            }
            try await installation.broker.thaw()
            try await waitUntil("the old token to be judged again", atMost: .seconds(60)) {
                try await ask(old).status == 200
            }
        }
    }
}
