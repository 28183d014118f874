import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Gateway

/// The procedures of the Gateway's README, step by step. `ProcedureTests` of the system suite do the same with all services.
@Suite struct GatewayProcedureTests {
    private static let chosen = "four words are good"

    @Test func aLostDevice() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let before = try await gateway.signIn("an")
            let lost = try await gateway.enrol(before.accessToken).totp
            gateway.service.clock.advance(by: .seconds(30))
            let onTheDevice = try await gateway.signIn("an", code: lost.code(at: gateway.step))

            #expect(try await gateway.request(.delete, "/accounts/\(id)/second-factor", token: admin).status == 204)
            for tokens in [before, onTheDevice] {
                #expect(try await gateway.request(.get, "/me", token: tokens.accessToken).status == 401)
                #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
            }
            #expect(try await gateway.set(Self.chosen, by: try await gateway.link(id, by: admin)).status == 204)

            #expect(try await gateway.trySignIn("an").status == 401, "the password on the device")
            let anew = try await gateway.signIn("an", Self.chosen).accessToken
            let found = try await gateway.enrol(anew).totp
            gateway.service.clock.advance(by: .seconds(30))
            let old = try await gateway.trySignIn("an", Self.chosen, code: lost.code(at: gateway.step))
            #expect(GatewayUnderTest.code(old) == "second-factor-failed")
            _ = try await gateway.signIn("an", Self.chosen, code: found.code(at: gateway.step))
            let none = try await gateway.request(
                .delete, "/accounts/\(try await gateway.createAccount("binh", roles: [], by: admin))/second-factor",
                token: admin)
            #expect(GatewayUnderTest.code(none) == "second-factor-not-active")
        }
    }

    @Test func aLostDeviceWithARecoveryCodeLeft() async throws {
        try await GatewayUnderTest.with { gateway in
            let codes = try await gateway.enrol(try await gateway.signIn().accessToken).codes
            let an = try await gateway.signIn(code: codes[0]).accessToken
            #expect(try await gateway.prove(an, "disable", code: codes[1]).status == 204)
            gateway.service.clock.advance(by: .seconds(30))
            let found = try await gateway.enrol(an).totp
            gateway.service.clock.advance(by: .seconds(30))
            _ = try await gateway.signIn(code: found.code(at: gateway.step))
            #expect(try await gateway.trySignIn(code: codes[2]).status == 401)
        }
    }

    @Test func aLeaver() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let employee = EmployeeState(id: EntityID(namespace: .quen, parts: ["an"]), code: "NV-1", name: "An")
            let id = try await gateway.hire(employee, "an", by: admin)
            let shared = try await gateway.createAccount("reception", roles: [.customerCare], by: admin)
            let (an, reception) = (try await gateway.signIn("an"), try await gateway.signIn("reception"))

            try await gateway.dismiss(employee)
            try await gateway.service.wait("the suspension", atMost: .seconds(2)) {
                try await gateway.request(.get, "/accounts?employeeId=\(employee.id)", token: admin).text
                    .contains(#""suspensionReason":"employee-left""#)
            }
            #expect(try await gateway.request(.get, "/me", token: an.accessToken).status == 401)
            #expect(try await gateway.refresh(an.refreshToken).status == 401)
            #expect(try await gateway.trySignIn("an").status == 403)
            let open = try await gateway.request(.get, "/sessions?of=all&accountId=\(id)", token: admin)
            #expect(open.ids.isEmpty)
            #expect(try await gateway.set(Self.chosen, by: try await gateway.link(shared, by: admin)).status == 204)
            #expect(try await gateway.refresh(reception.refreshToken).status == 401)
            #expect(try await gateway.trySignIn("reception").status == 401)
        }
    }

    @Test func aStolenToken() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let own = try await gateway.signIn("an")
            let stolen: GatewayUnderTest.Tokens = try await gateway.trySignIn("an", from: "198.51.100.66").json()

            let list = try await gateway.request(.get, "/sessions?of=all&accountId=\(id)", token: admin)
            let session = try #require(
                zip(list.ids, list.strings("address")).first { $0.1 == "198.51.100.66" }?.0)
            #expect(try await gateway.request(.delete, "/sessions/\(session)", token: admin).status == 204)
            #expect(try await gateway.request(.get, "/me", token: stolen.accessToken).status == 401)
            #expect(try await gateway.refresh(stolen.refreshToken).status == 401)
            #expect(try await gateway.request(.get, "/me", token: own.accessToken).status == 200)

            #expect(
                try await gateway.request(
                    .post, "/sign-out", token: own.accessToken, body: #"{"everywhere":true}"#
                ).status == 204)
            #expect(try await gateway.refresh(own.refreshToken).status == 401)
            #expect(try await gateway.set(Self.chosen, by: try await gateway.link(id, by: admin)).status == 204)
            #expect(try await gateway.trySignIn("an").status == 401)
        }
    }

    @Test func aStolenSigningKey() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn()
            let before = try FileManager.default.contentsOfDirectory(atPath: gateway.directory)
                .filter { $0.hasPrefix("signing-key-") }
            let rotated = try await gateway.request(
                .post, "/signing-keys/rotate", token: admin.accessToken, body: #"{"isCompromised":true}"#)
            #expect(rotated.status == 202, "\(rotated.text)")
            #expect(try await gateway.request(.get, "/me", token: admin.accessToken).status == 401, "at once")
            let fresh: GatewayUnderTest.Tokens = try await gateway.refresh(admin.refreshToken).json()
            #expect(try await gateway.request(.get, "/me", token: fresh.accessToken).status == 200)
            let events = try await gateway.service.published(SigningKeyState.self)
            #expect(events.map(\.event) == ["published", "published", "retired"])
            let after = try FileManager.default.contentsOfDirectory(atPath: gateway.directory)
                .filter { $0.hasPrefix("signing-key-") }
            #expect(after.count == 1 && after != before)
        }
    }
}
