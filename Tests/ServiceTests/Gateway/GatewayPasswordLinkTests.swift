import Foundation
import GRDB
import HTTPTypes
import Messages
import Store
import TestKit
import Testing

@testable import Gateway

/// Passwords set by one-time links, and passwords that must be changed (ACC-1).
@Suite struct GatewayPasswordLinkTests {
    static let chosen = "four words are good"

    @Test func somebodyNewIsInvitedByALink() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let created = try await gateway.request(
                .post, "/accounts", token: admin, body: #"{"signInName":"an","roles":["salesperson"]}"#)
            let id = try #require(created.id)
            let bare = try await gateway.request(.get, "/accounts/\(id)", token: admin)
            #expect(bare.object["hasPassword"] == .bool(false))
            #expect(try await gateway.trySignIn("an", "").status == 401)
            let token = try await gateway.link(id, by: admin)

            let page = try await gateway.request(.get, "/password-link?token=\(token)")
            #expect(page.status == 200)
            #expect(page.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(page.text.contains(token) && !page.text.contains("<script"))
            #expect(try await gateway.set("short", by: token).status == 422, "and the link is still good")
            #expect(try await gateway.set(Self.chosen, by: token).status == 204)
            #expect(try await gateway.trySignIn("an", Self.chosen).status == 200)
            let again = try await gateway.set("five words are even better", by: token)
            #expect(again.status == 403)
            #expect(GatewayUnderTest.code(again) == "password-link-refused")
        }
    }

    @Test func aLinkIsGoodForADayAndANewerOneReplacesIt() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let older = try await gateway.link(id, by: admin)
            let newer = try await gateway.link(id, by: admin)
            #expect(try await gateway.set(Self.chosen, by: older).status == 403)
            gateway.service.clock.advance(by: .seconds(86_400))
            #expect(try await gateway.set(Self.chosen, by: newer).status == 403)
            #expect(try await gateway.trySignIn("an").status == 200)
        }
    }

    @Test func aLinkEndsTheSessionsAndIsKeptAsItsHashOnly() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let an = try await gateway.signIn("an")
            let token = try await gateway.link(id, by: admin)
            let kept = try await gateway.service.store.read {
                try Data.fetchAll($0, sql: "SELECT tokenHash FROM passwordLink")
            }
            #expect(kept == [SecretToken(token).hash])
            #expect(try await gateway.request(.get, "/me", token: an.accessToken).status == 200)
            #expect(try await gateway.set(Self.chosen, by: token).status == 204)
            #expect(try await gateway.request(.get, "/me", token: an.accessToken).status == 401)
            #expect(try await gateway.refresh(an.refreshToken).status == 401)
            let noted = try await gateway.service.store.read {
                try GatewayAuditTrail.details("password set by link", $0)
            }
            #expect(noted.map { $0["purpose"] } == ["reset"])
            #expect(noted.first?["address"] == "203.0.113.9")
        }
    }

    @Test func theFormWorksWithoutScripts() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let token = try await gateway.link(id, by: admin)
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let poor = try await gateway.request(
                .post, "/password-link", body: "token=\(token)&password=%3Cb%3E", headers: form)
            #expect(poor.status == 422)
            #expect(poor.text.contains("Mật khẩu dài ít nhất 10 ký tự. Nên ghép"))
            let done = try await gateway.request(
                .post, "/password-link", body: "token=\(token)&password=m%E1%BA%ADt+kh%E1%BA%A9u+d%C3%A0i",
                headers: form)
            #expect(done.status == 200)
            #expect(done.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(try await gateway.trySignIn("an", "mật khẩu dài").status == 200)
            let stale = try await gateway.request(
                .post, "/password-link", body: "token=\(token)&password=mot+hai+ba+bon", headers: form)
            #expect(stale.text.contains("Hãy xin liên kết mới"))
        }
    }

    @Test func aSuspendedAccountsLinkIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let token = try await gateway.link(id, by: admin)
            _ = try await gateway.request(.post, "/accounts/\(id)/suspend", token: admin)
            let refused = try await gateway.set(Self.chosen, by: token)
            #expect(GatewayUnderTest.code(refused) == "account-suspended")
        }
    }

    @Test func aPasswordThatOthersKnowMustBeChanged() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let created = try await gateway.request(
                .post, "/accounts", token: admin,
                body: #"{"signInName":"an","password":"\#(Self.chosen)","roles":["salesperson"]}"#)
            let id = try #require(created.id)
            let shown = try await gateway.request(.get, "/accounts/\(id)", token: admin)
            #expect(shown.object["mustChangePassword"] == .bool(true))

            #expect(try await gateway.trySignIn("an", "wrong wrong wrong").status == 401)
            let forced = try await gateway.trySignIn("an", Self.chosen)
            #expect(forced.status == 403)
            #expect(GatewayUnderTest.code(forced) == "password-change-required")
            #expect(forced.headers[.cacheControl] == "no-store")
            let token = try #require(forced.detail("changeToken"))
            #expect(GatewayUnderTest.code(try await gateway.set(Self.chosen, by: token)) == "password-unchanged")
            #expect(try await gateway.set("five words are even better", by: token).status == 204)
            #expect(try await gateway.trySignIn("an", Self.chosen).status == 401)
            #expect(try await gateway.trySignIn("an", "five words are even better").status == 200)
        }
    }

    @Test func aChangeTokenIsGoodForAQuarterOfAnHour() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let an = try await gateway.signIn("an")
            let path = "/accounts/\(id)/require-password-change"
            #expect(try await gateway.request(.post, path, token: admin).status == 204)
            #expect(try await gateway.request(.get, "/me", token: an.accessToken).status == 401, "at once")
            let token = try #require(try await gateway.trySignIn("an").detail("changeToken"))
            gateway.service.clock.advance(by: .seconds(900))
            #expect(try await gateway.set(Self.chosen, by: token).status == 403)

            let invited = try await gateway.request(
                .post, "/accounts", token: try await gateway.signIn().accessToken,
                body: #"{"signInName":"binh","roles":[]}"#)
            let none = try await gateway.request(
                .post, "/accounts/\(try #require(invited.id))/require-password-change",
                token: try await gateway.signIn().accessToken)
            #expect(GatewayUnderTest.code(none) == "account-has-no-password")
        }
    }

    @Test func whoeverRunsTheGatewayLetsALockedOutAdministratorIn() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                try await gateway.enrol(try await gateway.signIn().accessToken)
            }
            let path = directory + "/account-recovery"
            try await GatewayUnderTest.with(clock: clock, directory: directory) {
                $0.recoverAccount = GatewayUnderTest.administrator
            } _: { gateway in
                #expect(
                    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
                let link = try String(contentsOfFile: path, encoding: .utf8)
                #expect(link.hasPrefix("http://127.0.0.1:7400/password-link?token="))
                let token = String(link.split(separator: "=")[1]).trimmingCharacters(in: .newlines)
                #expect(try await gateway.set(Self.chosen, by: token).status == 204)
                #expect(try await gateway.trySignIn("admin", Self.chosen).status == 200, "without a code")
            }
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                #expect(!FileManager.default.fileExists(atPath: path))
                let links = try await gateway.service.store.read {
                    try Int.fetchOne($0, sql: "SELECT count(*) FROM passwordLink")
                }
                #expect(links == 0)
            }
        }
    }
}

extension GatewayUnderTest {
    /// The token of a link that an administrator makes.
    func link(_ account: EntityID, by token: String) async throws -> String {
        let answer = try await request(.post, "/accounts/\(account)/password-link", token: token)
        #expect(answer.status == 201, "\(answer.text)")
        let link = try #require(answer.string("link"))
        #expect(link.hasPrefix("http://127.0.0.1:7400/password-link?token="))
        return String(link.split(separator: "=")[1])
    }

    func set(_ password: String, by token: String) async throws -> TestAnswer {
        try await request(
            .post, "/password-link", body: #"{"token":"\#(token)","password":"\#(password)"}"#,
            headers: ["X-Forwarded-For": "203.0.113.9"])
    }
}

extension TestAnswer {
    /// One of a problem's details.
    func detail(_ name: String) -> String? {
        guard case .object(let details) = object["details"], case .string(let text) = details[name] else { return nil }
        return text
    }
}
