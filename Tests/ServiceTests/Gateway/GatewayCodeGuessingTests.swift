import Foundation
import HTTPTypes
import Messages
import Store
import TestKit
import Testing

@testable import Gateway

/// Guessing codes, with the password known.
@Suite struct GatewayCodeGuessingTests {
    @Test func aWrongCodeCountsLikeAWrongPassword() async throws {
        try await GatewayUnderTest.with { gateway in
            let (totp, _) = try await gateway.enrol(try await gateway.signIn().accessToken)
            gateway.service.clock.advance(by: .seconds(30))
            for _ in 0..<2 { #expect(try await gateway.trySignIn(code: "000000").status == 401) }
            // The password alone forgives nothing.
            for _ in 0..<2 { #expect(try await gateway.trySignIn().status == 401) }
            #expect(try await gateway.trySignIn("admin", "wrong wrong wrong").status == 401)
            let right = totp.code(at: gateway.step)
            #expect(try await gateway.trySignIn(code: right).status == 429)
            gateway.service.clock.advance(by: .seconds(1))
            #expect(try await gateway.trySignIn(code: right).status == 200)
            #expect(try await gateway.trySignIn(code: "000000").status == 401, "all is forgiven")

            let failures = try await gateway.service.store.read { try GatewayAuditTrail.details("sign-in failed", $0) }
            #expect(
                failures.map { $0["failure"] } == [
                    "wrong-code", "wrong-code", "wrong-password", "too-many-tries", "wrong-code",
                ])
            #expect(failures.allSatisfy { $0["address"] == "203.0.113.1" })
        }
    }

    @Test func fromManyAddressesTheyAreFewAndTheOwnerIsNotLockedOut() async throws {
        try await GatewayUnderTest.with { gateway in
            let (totp, _) = try await gateway.enrol(try await gateway.signIn().accessToken)
            for number in 0..<20 {
                #expect(try await gateway.trySignIn(code: "000000", from: "198.51.100.\(number)").status == 401)
            }
            #expect(try await gateway.trySignIn(code: "000000", from: "198.51.100.99").status == 429)
            gateway.service.clock.advance(by: .seconds(30))
            let code = totp.code(at: gateway.step)
            #expect(try await gateway.trySignIn(code: code, from: "198.51.100.98").status == 429, "a strange address")
            #expect(try await gateway.trySignIn(code: code).status == 200, "from where they sign in")
        }
    }
}

/// RFC 6238 and RFC 4648.
@Suite struct TOTPTests {
    private let totp = TOTP(secret: Data("12345678901234567890".utf8))

    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func theVectorsOfTheRFC(_ seconds: Int64, _ code: String) {
        let step = TOTP.step(at: Instant(milliseconds: seconds * 1000))
        #expect(totp.code(at: step, digits: 8) == code)
        #expect(totp.code(at: step) == code.suffix(6))
    }

    @Test func clocksMayDifferByOneStepAndAStepIsGoodOnce() {
        let now = Instant(milliseconds: 1_234_567_890_000)
        let present = TOTP.step(at: now)
        for step in present - 1...present + 1 {
            #expect(totp.step(of: totp.code(at: step), at: now, after: nil) == step)
        }
        for step in [present - 2, present + 2] {
            #expect(totp.step(of: totp.code(at: step), at: now, after: nil) == nil)
        }
        #expect(totp.step(of: totp.code(at: present), at: now, after: present) == nil)
        #expect(totp.step(of: totp.code(at: present - 1), at: now, after: present) == nil)
        #expect(totp.step(of: totp.code(at: present + 1), at: now, after: present) == present + 1)
    }

    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func base32(_ text: String, _ encoded: String) { #expect(Base32.encode(Data(text.utf8)) == encoded) }

    @Test func theAddressForAppsIsEscaped() {
        #expect(
            totp.uri(issuer: "Quen huế", name: "an@b")
                == "otpauth://totp/Quen%20hu%E1%BA%BF:an%40b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Quen%20hu%E1%BA%BF&algorithm=SHA1&digits=6&period=30")
    }
}
