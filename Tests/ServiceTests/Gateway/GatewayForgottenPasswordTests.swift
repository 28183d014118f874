import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// "Forgotten password" by e-mail (ACC-1).
@Suite struct GatewayForgottenPasswordTests {
    private static func seal() throws -> LinkSeal {
        let path = NSTemporaryDirectory() + "quen-seal-" + UUID().uuidString
        try Data(String(repeating: "k", count: 32).utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try #require(LinkSeal(keyFile: path))
    }

    private func with(
        _ body: @escaping @Sendable (GatewayUnderTest, _ account: EntityID, _ admin: String) async throws -> Void
    ) async throws {
        let seal = try Self.seal()
        try await GatewayUnderTest.with {
            $0.linkSeal = seal
        } _: { gateway in
            let admin = try await gateway.signIn().accessToken
            let created = try await gateway.request(
                .post, "/accounts", token: admin,
                body: #"{"signInName":"an","roles":["salesperson"],"email":"An.Nguyen@quen.vn","language":"en"}"#)
            try await body(gateway, try #require(created.id), admin)
        }
    }

    @Test func aLinkGoesToTheAddressSealed() async throws {
        try await with { gateway, id, _ in
            #expect(try await gateway.forget("AN ").status == 202)
            let mail = try #require(await gateway.service.published(PasswordMailState.self).first)
            #expect(mail.state.id == id && mail.state.email == "An.Nguyen@quen.vn" && mail.state.language == .english)
            #expect(mail.state.expiresAt == gateway.service.clock.now.adding(.seconds(1800)))
            let link = try #require(try Self.seal().open(mail.state.sealedLink, for: id))
            #expect(link.hasPrefix("http://127.0.0.1:7400/password-link?token="))
            let token = String(link.split(separator: "=")[1])
            for row in try await gateway.service.store.outbox(after: 0, limit: 1000) {
                #expect(!String(decoding: row.body, as: UTF8.self).contains(token), "\(row.type)")
            }
            #expect(try await gateway.set("four words are good", by: token).status == 204)
            #expect(try await gateway.trySignIn("an", "four words are good").status == 200)
            #expect(try await gateway.set("five words are even better", by: token).status == 403)
        }
    }

    @Test func theAnswerSaysNothingOfTheAccount() async throws {
        try await with { gateway, id, admin in
            _ = try await gateway.suspend(id, "{}", by: admin)
            var times: [Duration] = []
            for name in [
                "an", "an.nguyen@quen.vn", "nobody", "admin", String(repeating: "x", count: 500),
            ] {
                let start = ContinuousClock.now
                let answer = try await gateway.forget(name)
                times.append(ContinuousClock.now - start)
                #expect(answer.status == 202 && answer.body.isEmpty, "\(name)")
            }
            #expect(times.allSatisfy { $0 >= ForgottenPassword.answersAfter })
            #expect(try await gateway.service.published(PasswordMailState.self).isEmpty)
            let outcomes = try await gateway.service.store.read {
                try GatewayAuditTrail.details("forgotten password", $0)
            }
            #expect(
                outcomes.map { $0["outcome"] } == [
                    "suspended", "suspended", "no account", "no e-mail address", "no account",
                ])
            #expect(try await gateway.forget("no\u{1}body@").status == 422)
        }
    }

    @Test func oneAccountGetsOneMailInFiveMinutesAndTheNewestLinkCounts() async throws {
        try await with { gateway, id, _ in
            for _ in 0..<2 { #expect(try await gateway.forget("an.nguyen@quen.vn").status == 202) }
            #expect(try await gateway.service.published(PasswordMailState.self).count == 1)
            gateway.service.clock.advance(by: .seconds(300))
            #expect(try await gateway.forget("an").status == 202)
            let mails = try await gateway.service.published(PasswordMailState.self)
            #expect(mails.count == 2)
            let seal = try Self.seal()
            let tokens = mails.compactMap { seal.open($0.state.sealedLink, for: id) }
                .map { String($0.split(separator: "=")[1]) }
            #expect(try await gateway.set("four words are good", by: tokens[0]).status == 403)
            gateway.service.clock.advance(by: .seconds(1800))
            #expect(try await gateway.set("four words are good", by: tokens[1]).status == 403, "half an hour")
        }
    }

    /// Whoever asks for mails to somebody does not take away the link that an administrator made.
    @Test func anAdministratorsLinkIsNotReplacedByAskingForAnother() async throws {
        try await with { gateway, id, admin in
            let token = try await gateway.link(id, by: admin)
            #expect(try await gateway.forget("an").status == 202)
            #expect(try await gateway.set("four words are good", by: token).status == 204)
        }
    }

    @Test func anAddressMayAskOnlySoOften() async throws {
        try await with { gateway, _, _ in
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for number in 0..<11 { tasks.addTask { try await gateway.forget("nobody\(number)").status } }
                let statuses = try await tasks.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
                #expect(statuses == [202: 10, 429: 1])
            }
        }
    }

    @Test func withoutAKeyPeopleAreSentToAnAdministrator() async throws {
        try await GatewayUnderTest.with { gateway in
            let answer = try await gateway.forget("admin")
            #expect(answer.status == 409)
            #expect(GatewayUnderTest.code(answer) == "password-mail-off")
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let page = try await gateway.request(
                .post, "/password-forgotten", body: "signInName=admin", headers: form)
            #expect(page.status == 409)
            #expect(page.text.contains("Hãy xin quản trị viên một liên kết"))
            #expect(
                try await gateway.request(.get, "/password-forgotten").text.contains("action=\"/password-forgotten\""))
        }
    }
}

extension GatewayUnderTest {
    fileprivate func forget(_ name: String) async throws -> TestAnswer {
        let body = String(decoding: try WireJSON.encode(["signInName": name]), as: UTF8.self)
        return try await request(.post, "/password-forgotten", body: body, headers: ["X-Forwarded-For": "203.0.113.5"])
    }
}
