import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewayFirstSignInTests {
    @Test func theLinkMakesTheAdministratorOnce() async throws {
        try await GatewayUnderTest.with {
            $0.bootstrap = nil
        } _: { gateway in
            let path = gateway.service.store.path.replacing("store.sqlite", with: "first-sign-in")
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let token = try Self.token(path)

            let page = try await gateway.request(.get, "/first-sign-in?token=\(token)")
            #expect(page.status == 200)
            #expect(page.text.contains(token))
            #expect(page.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            #expect(!page.text.contains("<script"))

            let body = #"{"token":"\#(token)","signInName":"giamdoc","password":"a good long password"}"#
            let poor = body.replacing("a good long password", with: "giamdoc giamdoc")
            #expect(try await gateway.request(.post, "/first-sign-in", body: poor).status == 422)
            let wrong = body.replacing(token, with: "wrong")
            #expect(try await gateway.request(.post, "/first-sign-in", body: wrong).status == 403)
            let made = try await gateway.request(.post, "/first-sign-in", body: body)
            #expect(made.status == 201, "\(made.text)")
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try await gateway.trySignIn("giamdoc", "a good long password").status == 200)
            #expect(try await gateway.request(.post, "/first-sign-in", body: body).status == 403)
            let account = try #require(await gateway.service.published(AccountState.self).first)
            #expect(account.state.roles == ["administrator"])
        }
    }

    @Test func theFormWorksWithoutScripts() async throws {
        try await GatewayUnderTest.with {
            $0.bootstrap = nil
        } _: { gateway in
            let path = gateway.service.store.path.replacing("store.sqlite", with: "first-sign-in")
            let token = try Self.token(path)
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let poor = try await gateway.request(
                .post, "/first-sign-in", body: "token=\(token)&signInName=giamdoc&password=%3Cb%3E", headers: form)
            #expect(poor.status == 422)
            #expect(poor.text.contains("Mật khẩu dài ít nhất 10 ký tự. Nên ghép"))
            let made = try await gateway.request(
                .post, "/first-sign-in",
                body: "token=\(token)&signInName=giamdoc&password=m%E1%BA%ADt+kh%E1%BA%A9u+d%C3%A0i", headers: form)
            #expect(made.status == 201)
            #expect(made.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(try await gateway.trySignIn("giamdoc", "mật khẩu dài").status == 200)
        }
    }

    @Test func theLinkIsGoodForADay() async throws {
        try await GatewayUnderTest.with {
            $0.bootstrap = nil
        } _: { gateway in
            let token = try Self.token(gateway.service.store.path.replacing("store.sqlite", with: "first-sign-in"))
            gateway.service.clock.advance(by: .seconds(86_400))
            let answer = try await gateway.request(
                .post, "/first-sign-in",
                body: #"{"token":"\#(token)","signInName":"giamdoc","password":"a good long password"}"#)
            #expect(GatewayUnderTest.code(answer) == "first-sign-in-link-refused")
        }
    }

    private static func token(_ path: String) throws -> String {
        let link = try String(contentsOfFile: path, encoding: .utf8)
        #expect(link.hasPrefix("http://127.0.0.1:7400/first-sign-in?token="))
        return String(link.split(separator: "=").last ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
