import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewaySessionTests {
    @Test func aRefreshTokenIsGoodOnce() async throws {
        try await GatewayUnderTest.with { gateway in
            let first = try await gateway.signIn()
            let second: GatewayUnderTest.Tokens = try await gateway.refresh(first.refreshToken).json()
            #expect(second.refreshToken != first.refreshToken)
            #expect(try await gateway.request(.get, "/me", token: second.accessToken).status == 200)

            #expect(try await gateway.refresh(first.refreshToken).status == 401)
            #expect(try await gateway.refresh(second.refreshToken).status == 401, "the thief's is worth nothing either")
            #expect(try await gateway.request(.get, "/me", token: second.accessToken).status == 401)
            let ended = try await gateway.service.published(SessionState.self)
            #expect(ended.map(\.event) == ["ended"])
        }
    }

    @Test func aMadeUpRefreshTokenIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let unknown = try await gateway.refresh("made up")
            #expect(unknown.status == 401)
            let empty = try await gateway.request(.post, "/token/refresh", body: "{}")
            #expect(empty.status == 422)
        }
    }

    @Test func aSessionEndsWhenNobodyUsesIt() async throws {
        try await GatewayUnderTest.with { gateway in
            let tokens = try await gateway.signIn()
            gateway.service.clock.advance(by: .seconds(12 * 3600))
            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
        }
    }

    @Test func aSessionEndsAfterThirtyDaysHoweverMuchItIsUsed() async throws {
        try await GatewayUnderTest.with { gateway in
            var tokens = try await gateway.signIn()
            for _ in 0..<59 {
                gateway.service.clock.advance(by: .seconds(12 * 3600 - 1))
                tokens = try await gateway.refresh(tokens.refreshToken).json()
            }
            gateway.service.clock.advance(by: .seconds(3600 * 12 - 1))
            #expect(try await gateway.refresh(tokens.refreshToken).status == 200)
            gateway.service.clock.advance(by: .seconds(60))
            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
        }
    }

    @Test func signingOutEndsTheSessionEverywhere() async throws {
        try await GatewayUnderTest.with { gateway in
            let tokens = try await gateway.signIn()
            #expect(try await gateway.request(.post, "/sign-out", token: tokens.accessToken).status == 204)
            let answer = try await gateway.request(.get, "/me", token: tokens.accessToken)
            #expect(answer.status == 401)
            #expect(GatewayUnderTest.code(answer) == "session-ended")
            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
            let ended = try #require(await gateway.service.published(SessionState.self).first)
            #expect(ended.event == "ended")
            #expect(ended.state.expiresAt == gateway.service.clock.now.adding(.seconds(600)))
        }
    }

    @Test func signingOutEverywhereEndsAllSessionsOfTheAccount() async throws {
        try await GatewayUnderTest.with { gateway in
            let (here, there) = (try await gateway.signIn(), try await gateway.signIn())
            let answer = try await gateway.request(
                .post, "/sign-out", token: here.accessToken, body: #"{"everywhere":true}"#)
            #expect(answer.status == 204)
            #expect(try await gateway.request(.get, "/me", token: there.accessToken).status == 401)
        }
    }

    @Test func peopleSeeAndEndTheirOwnSessionsAndAdministratorsAll() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let an = try await gateway.signIn("an").accessToken

            let own = try await gateway.request(.get, "/sessions", token: an)
            #expect(own.ids.count == 1)
            #expect(own.text.contains(#""isCurrent":true"#))
            #expect(own.text.contains(#""address":"203.0.113.1""#))
            #expect(try await gateway.request(.get, "/sessions?of=all", token: an).status == 403)
            #expect(try await gateway.request(.get, "/sessions?of=all", token: admin).ids.count == 2)
            #expect(try await gateway.request(.get, "/sessions?of=some", token: admin).status == 422)
            let page = try await gateway.request(.get, "/sessions?of=all&limit=1", token: admin)
            #expect(page.ids.count == 1)
            #expect(page.object["next"] != nil)

            let admins = try #require(await gateway.request(.get, "/sessions", token: admin).ids.first)
            #expect(try await gateway.request(.delete, "/sessions/\(admins)", token: an).status == 404)
            let ans = try #require(own.ids.first)
            #expect(try await gateway.request(.delete, "/sessions/\(ans)", token: admin).status == 204)
            #expect(try await gateway.request(.get, "/me", token: an).status == 401)
        }
    }

    @Test func sessionsThatAreOverAreEndedByTheSweep() async throws {
        try await GatewayUnderTest.with { gateway in
            _ = try await gateway.signIn()
            gateway.service.clock.advance(by: .seconds(13 * 3600))
            let limits = GatewaySettings().sessionLimits
            try await gateway.service.store.write { try SweepSessions(limits: limits).execute(in: $0) }
            #expect(try await gateway.service.published(SessionState.self).count == 1)
            gateway.service.clock.advance(by: .seconds(91 * 86_400))
            try await gateway.service.store.write { try SweepSessions(limits: limits).execute(in: $0) }
            #expect(try await gateway.service.store.read { try Session.fetchCount($0) } == 0)
        }
    }

    @Test func noTokenOutlivesItsSession() async throws {
        try await GatewayUnderTest.with {
            $0.sessionLimits = Session.Limits(idle: .seconds(300), absolute: .seconds(700))
        } _: { gateway in
            var tokens = try await gateway.signIn()
            #expect(tokens.expiresIn == 300, "not longer than nobody may use it")
            gateway.service.clock.advance(by: .seconds(299))
            tokens = try await gateway.refresh(tokens.refreshToken).json()
            gateway.service.clock.advance(by: .seconds(299))
            tokens = try await gateway.refresh(tokens.refreshToken).json()
            #expect(tokens.expiresIn == 102, "not longer than all of it may last")
            gateway.service.clock.advance(by: .seconds(102))
            #expect(try await gateway.request(.get, "/me", token: tokens.accessToken).status == 401)
            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
        }
    }

    @Test func nobodyChoosesTheSessionThatASignInBegins() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let planted = try #require(
                try await gateway.request(.get, "/me", token: admin).string("sessionId"))
            let body = #"{"signInName":"an","password":"\#(GatewayUnderTest.password)""#
            let named = try await gateway.request(.post, "/sign-in", body: body + #","sessionId":"\#(planted)"}"#)
            #expect(named.status == 422 && named.string("title") == "unknown-member")
            let answer = try await gateway.request(
                .post, "/sign-in", token: admin, body: body + "}", headers: ["Cookie": "session=\(planted)"])
            let an: GatewayUnderTest.Tokens = try answer.json()
            let begun = try await gateway.request(.get, "/me", token: an.accessToken)
            #expect(begun.text.contains(#""signInName":"an""#))
            #expect(begun.string("sessionId") != planted)
            #expect(answer.headers[.setCookie] == nil)
            #expect(try await gateway.request(.get, "/me", token: admin).text.contains(#""signInName":"admin""#))
        }
    }

    @Test func aSignInRaisesTheCostOfAnOldHash() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                let hash = try await gateway.hash()
                #expect(hash.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
            }
            clock.advance(by: .seconds(60))
            try await GatewayUnderTest.with(clock: clock, directory: directory) {
                $0.passwordCost = PasswordCost(logN: 5, blockSize: 8, parallelism: 2)
            } _: { gateway in
                #expect(try await gateway.trySignIn("admin", "wrong wrong wrong").status == 401)
                #expect(try await gateway.hash().hasPrefix("$scrypt$ln=4,r=8,p=1$"))
                _ = try await gateway.signIn()
                #expect(try await gateway.hash().hasPrefix("$scrypt$ln=5,r=8,p=2$"))
                _ = try await gateway.signIn()
            }
        }
    }
}

extension GatewayUnderTest {
    /// The administrator's password as it is kept.
    fileprivate func hash() async throws -> String {
        try await service.store.read { db in
            try AccountWithPassword.fetch(signInName: Self.administrator, db)?.hash?.description ?? ""
        }
    }
}
