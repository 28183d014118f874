import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

/// What somebody with bad intentions tries, against the real executables: guessing, locking others out, fixation, stolen,
/// forged and foreign tokens, another branch's records by every way to them, tokens of programs (ACC-1 to ACC-4).
@Suite("Access: attacks", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"))
struct AccessAttackTests {
    /// Within this everything is known to every service (issue 4).
    static let soon = Duration.seconds(2)

    @Test func noAttackSucceeds() async throws {
        // The test's requests come from addresses of its choice.
        let settings = [
            "QUEN_PROXY_TRUSTED": "127.0.0.1", "QUEN_RATE_PER_SECOND": "10000", "QUEN_RATE_BURST": "100000",
        ]
        try await Installation.with(environment: settings) { installation in
            let firm = try await AttackedFirm(installation)
            var tried = 0
            for attack in AttackedFirm.attacks {
                try await attack.run(firm)
                tried += 1
            }
            print(
                "access: \(tried) attacks, none succeeded: \(AttackedFirm.attacks.map(\.name).joined(separator: ", "))")
        }
    }
}

/// A firm with two branches and a salesperson in each; Lan's customer is what everybody is after.
struct AttackedFirm: Sendable {
    let installation: Installation
    let staff: Staff
    let lan: String
    let hung: String
    let customer: String

    struct Attack: Sendable {
        let name: String
        let run: @Sendable (AttackedFirm) async throws -> Void
    }

    static let attacks: [Attack] = [
        Attack(name: "guessing a password") { try await $0.guessing() },
        Attack(name: "locking others out") { try await $0.lockingOut() },
        Attack(name: "telling names that there are from others") { try await $0.namesAreNotTold() },
        Attack(name: "fixing a session") { try await $0.fixation() },
        Attack(name: "using a refresh token again") { try await $0.refreshReuse() },
        Attack(name: "forged tokens") { try await $0.forgedTokens() },
        Attack(name: "expired and foreign tokens") { try await $0.expiredAndForeign() },
        Attack(name: "asking a service directly") { try await $0.straightAtAService() },
        Attack(name: "another branch's record by id, search and stream") { try await $0.otherBranch() },
        Attack(name: "misusing a program's token") { try await $0.programTokens() },
        Attack(name: "going on after the session has ended") { try await $0.afterTheEnd() },
    ]

    init(_ installation: Installation) async throws {
        self.installation = installation
        var staff = try await Staff(installation)
        for (name, signIn, branch) in [("Nguyễn Thị Lan", "lan", "Hà Nội"), ("Lê Văn Hùng", "hung", "Sài Gòn")] {
            let made = try await staff.call(
                .POST, "/api/scheduling/branches", token: staff.administrator,
                body: #"{"code":"\#(signIn)","name":"\#(branch)"}"#)
            try await staff.hire(name, signInName: signIn, role: .salesperson, branch: try Staff.id(made))
        }
        self.staff = staff
        lan = staff.tokens["lan"] ?? ""
        hung = staff.tokens["hung"] ?? ""
        customer = try Staff.id(
            try await staff.call(
                .POST, "/api/customers/customers", by: "lan",
                body: #"{"kind":"organisation","name":"Công ty Bí Mật Hoa Sen"}"#))
    }

    // MARK: Asking

    func signIn(_ name: String, _ password: String = Staff.password, from address: String) async throws -> TestAnswer {
        try await installation.request(
            .POST, "/sign-in", body: #"{"signInName":"\#(name)","password":"\#(password)"}"#,
            headers: ["X-Forwarded-For": address])
    }

    func tokens(_ name: String, from address: String = "203.0.113.7") async throws -> (access: String, refresh: String)
    {
        let answer = try await signIn(name, from: address)
        guard let access = answer.object["accessToken"]?.text, let refresh = answer.object["refreshToken"]?.text else {
            throw TestFailure("sign-in of \(name): \(answer.status) \(answer.text)")
        }
        return (access, refresh)
    }

    /// A route of each service that whoever is signed in may read, asked at the service itself, and at the Gateway.
    static let doors: [(service: ServiceName, path: String)] = [
        (.gateway, "/roles"), (.customers, "/places"), (.pipeline, "/stages"), (.contracts, "/contracts"),
        (.scheduling, "/appointments"), (.notifications, "/inbox/counts"),
    ]

    func ask(_ service: ServiceName, _ path: String, token: String?) async throws -> TestAnswer {
        try await Installation.send(
            .GET, installation.http(service) + path, headers: token.map { ["Authorization": "Bearer \($0)"] } ?? [:])
    }

    /// Nobody takes the token, and nobody says more than that.
    func expectRefused(_ token: String?, _ what: String) async throws {
        for (service, path) in Self.doors {
            let answer = try await ask(service, path, token: token)
            #expect(answer.status == 401, "\(what) at \(service): \(answer.status) \(answer.text)")
            let members = Set(answer.object.keys)
            #expect(
                members == ["type", "title", "status", "detail", "instance"], "\(what) at \(service): \(answer.text)")
        }
    }

    /// Everybody has stopped taking the token within two seconds.
    func expectRefusedSoon(_ token: String, _ what: String) async throws {
        let start = ContinuousClock.now
        for (service, path) in Self.doors {
            try await waitUntil("\(service) to refuse \(what)", atMost: .seconds(20)) {
                try await ask(service, path, token: token).status == 401
            }
        }
        #expect(ContinuousClock.now - start < AccessAttackTests.soon, "\(what)")
    }

    /// Everybody knows who it is, whatever they may do.
    func expectTaken(_ token: String, _ what: String) async throws {
        for (service, path) in Self.doors {
            let answer = try await ask(service, path, token: token)
            #expect([200, 403].contains(answer.status), "\(what) at \(service): \(answer.status) \(answer.text)")
        }
    }
}
