import Crypto
import Foundation
import HTTPTypes
import JWTKit
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewayTokenTests {
    @Test func aForgedTokenIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let good = try await gateway.signIn().accessToken
            let parts = good.split(separator: ".").map(String.init)
            let header = try #require(Data(base64URL: parts[0]).map { String(decoding: $0, as: UTF8.self) })
            let kid = try #require(header.split(separator: "\"").map(String.init).first { EntityID($0) != nil })

            let none = Data(#"{"alg":"none","kid":"\#(kid)","typ":"JWT"}"#.utf8).base64URL
            #expect(try await gateway.request(.get, "/me", token: "\(none).\(parts[1]).").status == 401)

            let jwks = try await gateway.request(.get, "/.well-known/jwks.json").text
            let hs256 = Data(#"{"alg":"HS256","kid":"\#(kid)","typ":"JWT"}"#.utf8).base64URL
            let x = try #require(Self.member("x", of: jwks).flatMap { Data(base64URL: $0) })
            let mac = HMAC<SHA256>.authenticationCode(
                for: Data("\(hs256).\(parts[1])".utf8), using: SymmetricKey(data: x))
            let confused = "\(hs256).\(parts[1]).\(Data(mac).base64URL)"
            #expect(try await gateway.request(.get, "/me", token: confused).status == 401)

            let foreign = try await gateway.service.identity.token(
                .test(.administrator), at: gateway.service.clock.now)
            #expect(try await gateway.request(.get, "/me", token: foreign).status == 401)

            let payload = try #require(Data(base64URL: parts[1]).map { String(decoding: $0, as: UTF8.self) })
            let changed = Data(payload.replacing("\"iss\":\"main\"", with: "\"iss\":\"oops\"").utf8).base64URL
            #expect(try await gateway.request(.get, "/me", token: "\(parts[0]).\(changed).\(parts[2])").status == 401)
            #expect(try await gateway.request(.get, "/me", token: good).status == 200)
        }
    }

    @Test func aForeignKeyUnderOurNameIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let good = try await gateway.signIn().accessToken
            let keys = try await gateway.service.store.read { try SigningKeys().fetch($0) }
            let kid = try #require(keys.first?.id)
            let forged = try await Self.sign(
                with: Curve25519.Signing.PrivateKey(), kid: kid, site: "main", at: gateway.service.clock.now)
            #expect(try await gateway.request(.get, "/me", token: forged).status == 401)
            #expect(try await gateway.request(.get, "/me", token: good).status == 200)
        }
    }

    @Test func aTokenOfAnotherSiteIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let directory = gateway.service.store.path.replacing("/store.sqlite", with: "")
            let keys = try await gateway.service.store.read { try SigningKeys().fetch($0) }
            let kid = try #require(keys.first?.id)
            let file = try String(contentsOfFile: "\(directory)/signing-key-\(kid)", encoding: .utf8)
            let secret = try Curve25519.Signing.PrivateKey(
                rawRepresentation: try #require(Data(base64URL: file)))
            let now = gateway.service.clock.now
            let other = try await Self.sign(with: secret, kid: kid, site: "elsewhere", at: now)
            #expect(try await gateway.request(.get, "/sessions", token: other).status == 401)
            let ours = try await Self.sign(with: secret, kid: kid, site: "main", at: now)
            #expect(try await gateway.request(.get, "/sessions", token: ours).status == 200)
        }
    }

    @Test func aTokenExpires() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            gateway.service.clock.advance(by: .seconds(600))
            let answer = try await gateway.request(.get, "/me", token: token)
            #expect(GatewayUnderTest.code(answer) == "token-expired")
        }
    }

    @Test func aReplacedKeyIsRetiredWhenItsLastTokenHasExpired() async throws {
        try await GatewayUnderTest.with { gateway in
            let before = try await gateway.signIn().accessToken
            let rotated = try await gateway.request(.post, "/signing-keys/rotate", token: before)
            #expect(rotated.status == 202)
            let meanwhile = try await gateway.signIn().accessToken
            #expect(Self.kid(meanwhile) == Self.kid(before), "services have not heard of the new one yet")
            gateway.service.clock.advance(by: KeyRotation.notice)
            let after = try await gateway.signIn().accessToken
            #expect(Self.kid(after) != Self.kid(before))
            #expect(try await gateway.request(.get, "/me", token: before).status == 200)
            #expect(try await gateway.request(.get, "/me", token: after).status == 200)

            gateway.service.clock.advance(by: .seconds(720))
            try await gateway.service.store.write { transaction in
                // A new timer wakes the loop, which does not see the test's clock move.
                let later = TimerPlan(
                    occurrence: "later", dueAt: transaction.now.adding(.seconds(86_400)), payload: "{}")
                try transaction.setTimers(kind: "wake", subject: Subject("test", transaction.newID()), to: [later])
            }
            try await gateway.service.wait("the retirement") {
                try await gateway.service.published(SigningKeyState.self).last?.event == "retired"
            }
            let events = try await gateway.service.published(SigningKeyState.self)
            #expect(events.map(\.event) == ["published", "published", "retired"])
            let jwks = try await gateway.request(.get, "/.well-known/jwks.json").text
            #expect(!jwks.contains(Self.kid(before)))
            #expect(jwks.contains(Self.kid(after)))
        }
    }

    private static func sign(
        with secret: Curve25519.Signing.PrivateKey, kid: EntityID, site: String, at now: Instant
    ) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(eddsa: EdDSA.PrivateKey(backing: secret), kid: JWKIdentifier(string: kid.description))
        let token = AccessToken(
            site: site, person: .test(.administrator), permissionVersion: 1, issuedAt: now, lifetime: .seconds(600))
        return try await keys.sign(token, kid: JWKIdentifier(string: kid.description))
    }

    private static func kid(_ token: String) -> String {
        let header = Data(base64URL: String(token.split(separator: ".")[0])).map { String(decoding: $0, as: UTF8.self) }
        return header.flatMap { member("kid", of: $0) } ?? ""
    }

    private static func member(_ name: String, of json: String) -> String? {
        json.components(separatedBy: "\"\(name)\":\"").dropFirst().first?.split(separator: "\"").first.map(String.init)
    }
}
