import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// Codes of an authenticator app (ACC-1; RFC 6238).
@Suite struct GatewaySecondFactorTests {
    @Test func itIsSetUpInTwoSteps() async throws {
        try await GatewayUnderTest.with { gateway in
            let (here, there) = (try await gateway.signIn(), try await gateway.signIn())
            let before = try await gateway.request(.get, "/me/second-factor", token: here.accessToken)
            #expect(before.object["isActive"] == .bool(false))
            let offer = try await gateway.offer(here.accessToken)
            #expect(offer.answer.headers[.cacheControl] == "no-store")
            #expect(offer.answer.string("uri")?.hasPrefix("otpauth://totp/Quen:admin?secret=") == true)
            #expect(try await gateway.trySignIn().status == 200, "nothing has changed yet")

            let wrong = try await gateway.activate(here.accessToken, "000000")
            #expect(GatewayUnderTest.code(wrong) == "second-factor-failed")
            let code = offer.totp.code(at: gateway.step)
            let active = try await gateway.activate(here.accessToken, code)
            #expect(active.status == 200, "\(active.text)")
            #expect(Set(active.texts("recoveryCodes")).count == 10)
            #expect(try await gateway.request(.get, "/me", token: here.accessToken).status == 200)
            #expect(try await gateway.request(.get, "/me", token: there.accessToken).status == 401)

            let bare = try await gateway.trySignIn()
            #expect(bare.status == 401)
            #expect(GatewayUnderTest.code(bare) == "second-factor-required")
            let used = try await gateway.trySignIn(code: code)
            #expect(GatewayUnderTest.code(used) == "second-factor-failed", "a step is good once")
            gateway.service.clock.advance(by: .seconds(30))
            #expect(try await gateway.trySignIn(code: offer.totp.code(at: gateway.step)).status == 200)
            #expect(try await gateway.trySignIn("admin", "wrong wrong wrong", code: "123456").status == 401)
            let status = try await gateway.request(.get, "/me/second-factor", token: here.accessToken)
            #expect(status.object["isActive"] == .bool(true))
            #expect(status.text.contains(#""recoveryCodesLeft":10"#))
            let again = try await gateway.request(.post, "/me/second-factor", token: here.accessToken)
            #expect(GatewayUnderTest.code(again) == "second-factor-active")
        }
    }

    @Test func whatWasOfferedIsGoodForAQuarterOfAnHour() async throws {
        try await GatewayUnderTest.with { gateway in
            var tokens = try await gateway.signIn()
            #expect(try await gateway.activate(tokens.accessToken, "123456").status == 409, "nothing was offered")
            let offer = try await gateway.offer(tokens.accessToken)
            gateway.service.clock.advance(by: .seconds(900))
            tokens = try await gateway.refresh(tokens.refreshToken).json()
            let late = try await gateway.activate(tokens.accessToken, offer.totp.code(at: gateway.step))
            #expect(GatewayUnderTest.code(late) == "second-factor-not-offered")
            let unconfirmed = try await gateway.request(.post, "/me/second-factor", token: tokens.accessToken)
            #expect(GatewayUnderTest.code(unconfirmed) == "confirmation-required")
        }
    }

    @Test func aRecoveryCodeIsGoodOnceHoweverItIsTyped() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let (totp, codes) = try await gateway.enrol(admin)
            let typed = codes[0].lowercased().replacing("-", with: " ")
            #expect(try await gateway.trySignIn(code: typed).status == 200)
            let again = try await gateway.trySignIn(code: codes[0])
            #expect(GatewayUnderTest.code(again) == "second-factor-failed")
            let status = try await gateway.request(.get, "/me/second-factor", token: admin)
            #expect(status.text.contains(#""recoveryCodesLeft":9"#))

            gateway.service.clock.advance(by: .seconds(30))
            let renewed = try await gateway.prove(admin, "recovery-codes", code: totp.code(at: gateway.step))
            #expect(renewed.status == 200, "\(renewed.text)")
            #expect(Set(renewed.texts("recoveryCodes")).isDisjoint(with: codes))
            #expect(try await gateway.trySignIn(code: codes[1]).status == 401)
            #expect(try await gateway.trySignIn(code: renewed.texts("recoveryCodes")[9]).status == 200)
        }
    }

    @Test func nothingOfItCanBeReadInTheStore() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let (totp, codes) = try await gateway.enrol(admin)
            let (factor, hashes) = try await gateway.service.store.read { db in
                (try SecondFactor.fetchOne(db), try Data.fetchAll(db, sql: "SELECT hash FROM recoveryCode"))
            }
            let sealed = try #require(factor)
            #expect(sealed.sealedSecret.range(of: totp.secret) == nil)
            #expect(Set(hashes) == Set(codes.map { RecoveryCode($0).hash }))
            let key = try SealingKey(directory: gateway.directory)
            #expect(key.open(sealed.sealedSecret, for: sealed.accountId) == totp.secret)
            #expect(key.open(sealed.sealedSecret, for: EntityID(namespace: .quen, parts: ["other"])) == nil)
            let rights = try FileManager.default.attributesOfItem(atPath: gateway.directory + "/sealing-key")
            #expect(rights[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func withoutTheKeyOnlyRecoveryCodesAreGood() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            let codes = AsyncBox<[String]>()
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                codes.value = try await gateway.enrol(try await gateway.signIn().accessToken).codes
            }
            try FileManager.default.removeItem(atPath: directory + "/sealing-key")
            clock.advance(by: .seconds(60))
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                let unreadable = try await gateway.trySignIn(code: "123456")
                #expect(unreadable.status == 503)
                #expect(GatewayUnderTest.code(unreadable) == "second-factor-unreadable")
                #expect(try await gateway.trySignIn(code: codes.value?.first).status == 200)
                let key = try SealingKey(directory: gateway.directory)
                let faults = try await gateway.service.store.read {
                    try GatewayChecks.secondFactorsOpen(with: key).run($0)
                }
                #expect(faults.count == 1)
            }
        }
    }

    @Test func disablingNeedsPasswordAndCode() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let (totp, _) = try await gateway.enrol(admin)
            gateway.service.clock.advance(by: .seconds(30))
            let code = totp.code(at: gateway.step)
            let wrong = try await gateway.prove(admin, "disable", "wrong wrong wrong", code: code)
            #expect(GatewayUnderTest.code(wrong) == "wrong-password")
            let guessed = try await gateway.prove(admin, "disable", code: "000000")
            #expect(GatewayUnderTest.code(guessed) == "second-factor-failed")
            #expect(try await gateway.prove(admin, "disable", code: code).status == 204)
            #expect(try await gateway.trySignIn().status == 200)
            #expect(try await gateway.prove(admin, "disable", code: code).status == 409)
        }
    }

    @Test func confirmingAsksForTheCodeAsWell() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let (totp, _) = try await gateway.enrol(admin)
            gateway.service.clock.advance(by: .seconds(30))
            let bare = try await gateway.confirm(admin)
            #expect(bare.status == 403)
            #expect(GatewayUnderTest.code(bare) == "second-factor-required")
            let body = #"{"password":"\#(GatewayUnderTest.password)","code":"\#(totp.code(at: gateway.step))"}"#
            #expect(try await gateway.request(.post, "/me/confirm", token: admin, body: body).status == 204)
        }
    }

    @Test func theFirmCanAskItOfWhoAdministersAccounts() async throws {
        try await GatewayUnderTest.with { gateway in
            let first = try await gateway.signIn()
            try await gateway.service.store.write { transaction in
                try Parameters.set(
                    SecondFactorRule.parameter, qualifier: "", value: "administrators", in: transaction)
            }
            let old = try await gateway.request(.get, "/accounts", token: first.accessToken)
            #expect(GatewayUnderTest.code(old) == "token-outdated", "it takes effect at once")
            var admin: GatewayUnderTest.Tokens = try await gateway.refresh(first.refreshToken).json()
            #expect(admin.lacksSecondFactor == true)
            #expect(try await gateway.request(.get, "/accounts", token: admin.accessToken).status == 403)
            #expect(try await gateway.request(.get, "/me", token: admin.accessToken).text.contains("audit:view:all"))

            let (totp, _) = try await gateway.enrol(admin.accessToken)
            admin = try await gateway.refresh(admin.refreshToken).json()
            #expect(admin.lacksSecondFactor == nil)
            #expect(try await gateway.request(.get, "/accounts", token: admin.accessToken).status == 200)
            gateway.service.clock.advance(by: .seconds(30))
            let kept = try await gateway.prove(admin.accessToken, "disable", code: totp.code(at: gateway.step))
            #expect(GatewayUnderTest.code(kept) == "second-factor-obligatory")
            let salesperson = try await gateway.createAccount("an", roles: [.salesperson], by: admin.accessToken)
            #expect(try await gateway.signIn("an").lacksSecondFactor == nil, "\(salesperson)")
        }
    }
}
