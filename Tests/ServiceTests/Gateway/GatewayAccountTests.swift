import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewayAccountTests {
    @Test func aNewAccountIsPublishedWithoutItsSecrets() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("An.Nguyen", roles: [.salesperson, .marketing], by: admin)
            let events = try await gateway.service.published(AccountState.self)
            let created = try #require(events.last)
            #expect(created.event == "created")
            #expect(created.state.id == id)
            #expect(created.state.signInName == "an.nguyen")
            #expect(created.state.roles == ["marketing", "salesperson"])
            #expect(created.data.actor != nil)
        }
    }

    @Test func aRepeatedCreationHasOneEffectAndItsPasswordIsNotInTheKeptHash() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let headers = ["Idempotency-Key": "create-an-once"]
            let body = #"{"signInName":"an.nguyen","password":"a good long password","roles":["technician"]}"#
            let first = try await gateway.request(.post, "/accounts", token: admin, body: body, headers: headers)
            let again = try await gateway.request(.post, "/accounts", token: admin, body: body, headers: headers)
            #expect(first.status == 201, "\(first.text)")
            #expect(again.status == 201)
            #expect(first.id == again.id)
            let other = body.replacing("technician", with: "director")
            #expect(
                try await gateway.request(.post, "/accounts", token: admin, body: other, headers: headers).status == 422
            )
        }
    }

    @Test(arguments: [
        (#"{"signInName":"x","roles":[]}"#, "$.signInName"),
        (#"{"signInName":"good.name","roles":["king"]}"#, "$.roles"),
        (#"{"signInName":"good.name","roles":[],"email":"nowhere"}"#, "$.email"),
        (#"{"signInName":"good.name","roles":[],"password":"short"}"#, "$.password"),
        (#"{"signInName":"good.name"}"#, "$.roles"),
    ])
    func badInputIsRefusedWithItsPath(_ body: String, _ path: String) async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let answer = try await gateway.request(.post, "/accounts", token: admin, body: body)
            #expect(answer.status == 422)
            #expect(answer.object["path"] == .string(path))
        }
    }

    @Test func namesAndEmployeesAreUnique() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let employee = EntityID(namespace: .quen, parts: ["an"])
            try await gateway.createAccount("an.nguyen", roles: [], employee: employee, by: admin)
            let name = try await gateway.request(
                .post, "/accounts", token: admin, body: #"{"signInName":"AN.nguyen","roles":[]}"#)
            #expect(name.status == 409)
            let same = try await gateway.request(
                .post, "/accounts", token: admin,
                body: #"{"signInName":"other","roles":[],"employeeId":"\#(employee)"}"#)
            #expect(GatewayUnderTest.code(same) == "employee-has-account")
        }
    }

    @Test func onlyAdministratorsReachAccounts() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("director", roles: [.director], by: admin)
            let director = try await gateway.signIn("director").accessToken
            #expect(try await gateway.request(.get, "/accounts", token: director).status == 403)
            #expect(try await gateway.request(.get, "/accounts/\(id)", token: director).status == 403)
            #expect(try await gateway.request(.post, "/accounts", token: director, body: "{}").status == 403)
            #expect(try await gateway.request(.put, "/accounts/\(id)", token: director, body: "{}").status == 403)
            #expect(try await gateway.request(.put, "/accounts/\(id)/password", token: director).status == 403)
            #expect(try await gateway.request(.post, "/accounts/\(id)/suspend", token: director).status == 403)
            #expect(try await gateway.request(.post, "/accounts/\(id)/resume", token: director).status == 403)
            #expect(try await gateway.request(.post, "/signing-keys/rotate", token: director).status == 403)
            #expect(try await gateway.request(.get, "/accounts").status == 401)
        }
    }

    @Test func aChangeOfRolesMakesOldTokensOutdatedAndARefreshMendsIt() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an.nguyen", roles: [.salesperson], by: admin)
            let tokens = try await gateway.signIn("an.nguyen")
            let body = #"{"roles":["accountant"],"language":"en","email":"an@example.com"}"#

            #expect(try await gateway.request(.put, "/accounts/\(id)", token: admin, body: body).status == 428)
            let read = try await gateway.request(.get, "/accounts/\(id)", token: admin)
            let changed = try await gateway.request(
                .put, "/accounts/\(id)", token: admin, body: body, headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let stale = try await gateway.request(
                .put, "/accounts/\(id)", token: admin, body: body.replacing("accountant", with: "director"),
                headers: ["If-Match": read.etag])
            #expect(stale.status == 412)

            let old = try await gateway.request(.get, "/me", token: tokens.accessToken)
            #expect(GatewayUnderTest.code(old) == "token-outdated")
            let fresh: GatewayUnderTest.Tokens = try await gateway.refresh(tokens.refreshToken).json()
            let me = try await gateway.request(.get, "/me", token: fresh.accessToken)
            #expect(me.text.contains("invoices:approve:branch"))
        }
    }

    @Test func aSuspendedAccountIsShutOutAtOnceUntilItIsResumed() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an.nguyen", roles: [.salesperson], by: admin)
            let tokens = try await gateway.signIn("an.nguyen")
            let suspended = try await gateway.request(
                .post, "/accounts/\(id)/suspend", token: admin, body: #"{"reason":"lost phone"}"#)
            #expect(suspended.status == 200, "\(suspended.text)")
            #expect(try await gateway.request(.get, "/me", token: tokens.accessToken).status == 401)
            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
            #expect(try await gateway.trySignIn("an.nguyen").status == 403)
            #expect(try await gateway.trySignIn("an.nguyen", "wrong wrong wrong").status == 401)
            #expect(try await gateway.request(.post, "/accounts/\(id)/suspend", token: admin).status == 409)
            let faults = try await gateway.service.store.read { db in
                try GatewayChecks.all.flatMap { try $0.run(db) }
            }
            #expect(faults.isEmpty)

            #expect(try await gateway.request(.post, "/accounts/\(id)/resume", token: admin).status == 200)
            #expect(try await gateway.trySignIn("an.nguyen").status == 200)
        }
    }

    @Test func theLastAdministratorStays() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let list = try await gateway.request(.get, "/accounts?role=administrator", token: admin)
            guard case .array(let items) = list.object["items"], case .object(let account) = items.first,
                case .string(let id) = account["id"], case .string(let version) = account["version"]
            else {
                Issue.record("no administrator: \(list.text)")
                return
            }
            let suspended = try await gateway.request(.post, "/accounts/\(id)/suspend", token: admin)
            #expect(GatewayUnderTest.code(suspended) == "last-administrator")
            let demoted = try await gateway.request(
                .put, "/accounts/\(id)", token: admin, body: #"{"roles":[],"language":"vi"}"#,
                headers: ["If-Match": "\"\(version)\""])
            #expect(GatewayUnderTest.code(demoted) == "last-administrator")
            #expect(try await gateway.request(.get, "/me", token: admin).status == 200)
        }
    }

    @Test func accountsAreListedInPagesAndFound() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            for name in ["an.nguyen", "binh.le", "chi.tran"] {
                try await gateway.createAccount(name, roles: [.salesperson], by: admin)
            }
            let page = try await gateway.request(.get, "/accounts?limit=3", token: admin)
            guard case .string(let next) = page.object["next"] else {
                Issue.record("no next page: \(page.text)")
                return
            }
            let rest = try await gateway.request(.get, "/accounts?limit=3&cursor=\(next)", token: admin)
            #expect(rest.text.contains("chi.tran"))
            #expect(!rest.text.contains("binh.le"))
            let found = try await gateway.request(.get, "/accounts?q=Binh", token: admin)
            #expect(found.text.contains("binh.le"))
            #expect(!found.text.contains("an.nguyen"))
            #expect(try await gateway.request(.get, "/accounts?colour=red", token: admin).status == 422)
            #expect(try await gateway.request(.get, "/accounts?isSuspended=maybe", token: admin).status == 422)
            #expect(try await gateway.request(.get, "/accounts/unknown", token: admin).status == 404)
        }
    }

    @Test func anAdministratorSetsAForgottenPassword() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an.nguyen", roles: [.salesperson], by: admin)
            let tokens = try await gateway.signIn("an.nguyen")
            let answer = try await gateway.request(
                .put, "/accounts/\(id)/password", token: admin, body: #"{"password":"four words are good"}"#)
            #expect(answer.status == 204)
            #expect(try await gateway.request(.get, "/me", token: tokens.accessToken).status == 401)
            let forced = try await gateway.trySignIn("an.nguyen", "four words are good")
            #expect(GatewayUnderTest.code(forced) == "password-change-required")
            let known = try await gateway.request(
                .put, "/accounts/\(id)/password", token: admin,
                body: #"{"password":"four words are good","mustChange":false}"#)
            #expect(known.status == 204)
            #expect(try await gateway.trySignIn("an.nguyen", "four words are good").status == 200)
        }
    }
}
