import Foundation
import HTTPTypes
import Messages
import Store
import TestKit
import Testing

@testable import Gateway

/// Administrative acts ask for the password again (ACC-1).
@Suite struct GatewayConfirmationTests {
    private static let acts: [(HTTPRequest.Method, String)] = [
        (.post, "/accounts"), (.put, "/accounts/{id}"), (.put, "/accounts/{id}/password"),
        (.post, "/accounts/{id}/suspend"), (.post, "/accounts/{id}/resume"), (.post, "/signing-keys/rotate"),
        (.delete, "/sessions/{session}"), (.post, "/accounts/{id}/password-link"),
        (.post, "/accounts/{id}/require-password-change"), (.delete, "/accounts/{id}/second-factor"),
        (.post, "/me/second-factor"),
    ]

    @Test func anOldSignInIsNotEnoughForAdministrativeActs() async throws {
        try await GatewayUnderTest.with { gateway in
            let first = try await gateway.signIn()
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: first.accessToken)
            _ = try await gateway.signIn("an")
            gateway.service.clock.advance(by: .seconds(601))
            let admin: GatewayUnderTest.Tokens = try await gateway.refresh(first.refreshToken).json()
            let sessions = try await gateway.request(.get, "/sessions?of=all&accountId=\(id)", token: admin.accessToken)
            let session = try #require(sessions.ids.first)

            for (method, path) in Self.acts {
                let path = path.replacing("{id}", with: "\(id)").replacing("{session}", with: session)
                let answer = try await gateway.request(method, path, token: admin.accessToken, body: "{}")
                #expect(answer.status == 403, "\(path): \(answer.text)")
                #expect(GatewayUnderTest.code(answer) == "confirmation-required", "\(path)")
            }
            #expect(try await gateway.request(.get, "/accounts/\(id)", token: admin.accessToken).status == 200)
        }
    }

    @Test func thePasswordConfirmsTheSessionForTenMinutes() async throws {
        try await GatewayUnderTest.with { gateway in
            let first = try await gateway.signIn()
            gateway.service.clock.advance(by: .seconds(600))
            let admin: GatewayUnderTest.Tokens = try await gateway.refresh(first.refreshToken).json()
            let wrong = try await gateway.confirm(admin.accessToken, "not the password")
            #expect(GatewayUnderTest.code(wrong) == "wrong-password")
            #expect(try await gateway.rotate(admin.accessToken) == 403)

            #expect(try await gateway.confirm(admin.accessToken).status == 204)
            #expect(try await gateway.rotate(admin.accessToken) == 202)
            gateway.service.clock.advance(by: .seconds(599))
            #expect(try await gateway.rotate(admin.accessToken) == 202)
            gateway.service.clock.advance(by: .seconds(1))
            let later: GatewayUnderTest.Tokens = try await gateway.refresh(admin.refreshToken).json()
            #expect(try await gateway.rotate(later.accessToken) == 403)
        }
    }

    @Test func confirmingIsSlowedDownAndNotedLikeASignIn() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            for _ in 0..<SignInThrottle.freeFailures {
                #expect(try await gateway.confirm(admin, "not the password").status == 403)
            }
            #expect(try await gateway.confirm(admin).status == 429)
            let actions = try await gateway.service.store.read { try GatewayAuditTrail.actions($0) }
            // The first that had to wait is noted as well.
            #expect(actions.filter { $0 == "sign-in failed" }.count == SignInThrottle.freeFailures + 1)
        }
    }

    @Test func endingOnesOwnSessionsNeedsNoConfirmation() async throws {
        try await GatewayUnderTest.with { gateway in
            let (here, there) = (try await gateway.signIn(), try await gateway.signIn())
            gateway.service.clock.advance(by: .seconds(600))
            let admin: GatewayUnderTest.Tokens = try await gateway.refresh(here.refreshToken).json()
            let current = try await gateway.request(.get, "/me", token: admin.accessToken).string("sessionId")
            let own = try await gateway.request(.get, "/sessions", token: admin.accessToken).ids
            let other = try #require(own.first { $0 != current })
            #expect(try await gateway.request(.delete, "/sessions/\(other)", token: admin.accessToken).status == 204)
            #expect(try await gateway.refresh(there.refreshToken).status == 401)
        }
    }
}

extension GatewayUnderTest {
    func confirm(
        _ token: String, _ password: String = Self.password, from address: String = "203.0.113.1"
    ) async throws -> TestAnswer {
        try await request(
            .post, "/me/confirm", token: token, body: #"{"password":"\#(password)"}"#,
            headers: ["X-Forwarded-For": address])
    }

    fileprivate func rotate(_ token: String) async throws -> Int {
        try await request(.post, "/signing-keys/rotate", token: token).status
    }
}
