import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import Synchronization
import TestKit
import Testing

@testable import Gateway

/// Tokens for programs (ACC-4).
@Suite("Gateway: API tokens") struct GatewayAPITokenTests {
    @Test func aProgramDoesWhatItsTokenSaysAndNothingElse() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all", "customers:view:all"])
            #expect(try await gateway.request(.get, "/accounts", token: program.token).status == 200)
            let beyond = try await gateway.request(
                .post, "/accounts", token: program.token, body: #"{"signInName":"an","roles":[]}"#)
            #expect(beyond.status == 403)
            for (method, path) in [(HTTPRequest.Method.get, "/me"), (.post, "/me/password"), (.post, "/sign-out")] {
                let answer = try await gateway.request(method, path, token: program.token, body: "{}")
                #expect(GatewayUnderTest.code(answer) == "not-for-programs", "\(path)")
            }
            let shown = try await gateway.request(.get, "/api-tokens/\(program.id)", token: program.token)
            #expect(shown.object["state"] == .string("active"))
            #expect(shown.object["lastUsedOn"] == .string("2026-11-23"))
            #expect(!shown.text.contains("ecret"), "\(shown.text)")
        }
    }

    @Test func theTokenIsShownOnceAndItsSecretIsKeptNowhere() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let body = gateway.grant(["customers:view:all"])
            let headers = ["Idempotency-Key": "one-token-only"]
            let first = try await gateway.request(.post, "/api-tokens", token: admin, body: body, headers: headers)
            let again = try await gateway.request(.post, "/api-tokens", token: admin, body: body, headers: headers)
            #expect(first.status == 201 && again.status == 201, "\(first.text)")
            #expect(first.id == again.id)
            #expect(first.headers[.cacheControl] == "no-store")
            #expect(again.object["token"] == nil)
            let token = try #require(first.object["token"]?.text)
            #expect(token.wholeMatch(of: /quen_[A-Za-z0-9_-]{70}/) != nil)
            #expect(try await gateway.request(.get, "/api-tokens", token: admin).text.contains(token) == false)
            let bytes = try Data(contentsOf: URL(filePath: gateway.service.store.path))
            #expect(bytes.range(of: Data(token.utf8)) == nil)
        }
    }

    @Test func signedTokensAreMadeForItAndKeptWhileTheyAreGood() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            let first = try await gateway.exchange(program.token)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.headers[.cacheControl] == "no-store")
            let signed = try #require(first.object["accessToken"]?.text)
            #expect(try await gateway.exchange(program.token).object["accessToken"]?.text == signed)
            #expect(try await gateway.request(.get, "/accounts", token: signed).status == 200)

            gateway.service.clock.advance(by: .seconds(580))
            #expect(try await gateway.exchange(program.token).object["accessToken"]?.text != signed)
            gateway.service.clock.advance(by: .seconds(20))
            let late = try await gateway.request(.get, "/accounts", token: signed)
            #expect(GatewayUnderTest.code(late) == "token-expired")
            #expect(try await gateway.request(.get, "/accounts", token: program.token).status == 200)
        }
    }

    @Test func theSignedTokenNamesTheProgramAndItsBranch() async throws {
        try await GatewayUnderTest.with { gateway in
            let branch = BranchState(
                id: EntityID(namespace: .quen, parts: ["branch"]), code: "HN", name: "Hà Nội", isHeadOffice: false)
            try await gateway.service.publish(branch, .created)
            try await gateway.service.wait("the branch") {
                try await gateway.service.store.read { try BranchCopy.exists($0, key: branch.id) }
            }
            let program = try await gateway.program(["customers:view:branch"], branch: branch.id)
            let signed = try #require(try await gateway.exchange(program.token).object["accessToken"]?.text)
            let person = try await TokenVerifier(kernel: gateway.service.app.kernel).person(bearer: signed)
            #expect(person.isProgram && person.account == program.id)
            #expect(person.employee == nil && person.branch == branch.id)
            #expect(person.permissions.map(\.description) == ["customers:view:branch"])
        }
    }

    @Test func aRevokedTokenIsRefusedAtOnceEverywhere() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            let signed = try #require(try await gateway.exchange(program.token).object["accessToken"]?.text)
            let admin = try await gateway.signIn().accessToken
            #expect(try await gateway.request(.delete, "/api-tokens/\(program.id)", token: admin).status == 204)
            #expect(try await gateway.request(.delete, "/api-tokens/\(program.id)", token: admin).status == 204)

            let bySecret = try await gateway.request(.get, "/accounts", token: program.token)
            #expect(GatewayUnderTest.code(bySecret) == "session-ended")
            #expect(try await gateway.exchange(program.token).status == 401)
            let bySigned = try await gateway.request(.get, "/accounts", token: signed)
            #expect(GatewayUnderTest.code(bySigned) == "session-ended")

            // The event by which every service refuses what was signed before.
            let ended = try await gateway.service.published(SessionState.self)
            #expect(ended.map(\.state.id) == [program.id])
            #expect(try #require(ended.first).state.expiresAt >= gateway.service.clock.now.adding(.seconds(600)))
            let list = try await gateway.request(.get, "/api-tokens?state=revoked", token: admin)
            #expect(list.text.contains(program.id.description) && list.text.contains("revokedBy"))
            #expect(
                try await gateway.request(.get, "/sessions?of=all", token: admin).text.contains("\(program.id)")
                    == false)
        }
    }

    @Test func aTokenExpires() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"], life: .seconds(300))
            let exchanged = try await gateway.exchange(program.token)
            #expect(exchanged.object["expiresIn"] == .integer(300), "no signed token outlives it")
            gateway.service.clock.advance(by: .seconds(300))
            let answer = try await gateway.request(.get, "/accounts", token: program.token)
            #expect(GatewayUnderTest.code(answer) == "token-expired")
            let admin = try await gateway.signIn().accessToken
            let list = try await gateway.request(.get, "/api-tokens?state=expired", token: admin)
            #expect(list.text.contains(program.id.description))
        }
    }

    @Test func whatIsNotQuiteTheTokenIsRefused() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            let other = APISecret(id: program.id)
            let unknown = APISecret(id: EntityID(namespace: .quen, parts: ["no such token"]))
            var mistyped = program.token
            let place = mistyped.index(mistyped.endIndex, offsetBy: -10)
            mistyped.replaceSubrange(place...place, with: mistyped[place] == "A" ? "B" : "A")
            for text in [
                mistyped, other.text, unknown.text, String(program.token.dropLast()), program.token + "A",
                "quen_",
                program.token.replacing("quen_", with: "QUEN_"), "quen_" + String(repeating: "=", count: 70),
            ] {
                let answer = try await gateway.request(.get, "/accounts", token: text)
                #expect(GatewayUnderTest.code(answer) == "token-invalid", "\(text)")
                #expect(try await gateway.exchange(text).status == 401, "\(text)")
            }
            #expect(try await gateway.exchange(try await gateway.signIn().accessToken).status == 401)
            #expect(try await gateway.request(.post, "/token/exchange").status == 401)
            let audit = try await gateway.service.store.read { try GatewayAuditTrail.actions($0) }
            #expect(audit.count { $0 == "api token refused" } == 1, "the other secret of a known token, once an hour")
        }
    }

    @Test func aChecksumTellsALookAlike() throws {
        let secret = APISecret(id: EntityID(namespace: .quen, parts: ["x"]))
        let read = try #require(APISecret(secret.text))
        #expect(read.id == secret.id && read.hash == secret.hash)
        #expect(read.matches(secret.hash) && !read.matches(APISecret(id: secret.id).hash))
        for position in secret.text.indices {
            var changed = secret.text
            changed.replaceSubrange(position...position, with: secret.text[position] == "a" ? "b" : "a")
            #expect(APISecret(changed) == nil, "\(changed)")
        }
    }

    /// Who grants what (permissions, branch) and what is wrong with it.
    @Test(arguments: [
        (#""permissions":["customers:view:team"]"#, 422, "scope-of-person"),
        (#""permissions":["accounts:create:all"]"#, 422, "permission-not-for-programs"),
        (#""permissions":[]"#, 422, "no-permission"),
        (#""permissions":["customers:view"]"#, 422, "invalid-value"),
        (
            #""permissions":["customers:view:branch"],"branchId":"0192f0c1-0000-7000-8000-000000000001""#, 422,
            "branch-unknown"
        ),
        (#""permissions":["customers:view:all"],"name":"  ""#, 422, "invalid-name"),
        (#""permissions":["customers:view:all"],"expiresAt":"2026-11-23T01:00:00Z""#, 422, "expiry-past"),
        (#""permissions":["customers:view:all"],"expiresAt":"2027-11-25T02:00:01Z""#, 422, "expiry-too-far"),
    ])
    func aTokenThatMayNotBeIsRefused(_ members: String, _ status: Int, _ code: String) async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            var body = "{\(members)"
            if !members.contains("name") { body += #","name":"erp""# }
            if !members.contains("expiresAt") { body += #","expiresAt":"2027-01-31T00:00:00Z""# }
            let answer = try await gateway.request(.post, "/api-tokens", token: admin, body: body + "}")
            #expect(answer.status == status && GatewayUnderTest.code(answer) == code, "\(answer.text)")
        }
    }

    @Test func nobodyGivesAwayMoreThanTheyHave() throws {
        let now = Instant(milliseconds: 1_795_399_200_000)
        let (own, other) = (EntityID(namespace: .quen, parts: ["own"]), EntityID(namespace: .quen, parts: ["other"]))
        func check(_ permission: String, branch: EntityID?) throws(APITokenError) {
            let grant = APIToken.Grant(
                name: "erp", permissions: [Permission(permission)].compactMap(\.self), branchId: branch,
                expiresAt: now.adding(.seconds(3600)))
            _ = try grant.checked(at: now, branch: own) { function, action in
                [.customers: .branch, .leads: .team, .products: .all][action == .view ? function : .accounts]
            }
        }
        try check("customers:view:branch", branch: own)
        try check("products:view:branch", branch: other)
        try check("products:view:all", branch: nil)
        #expect(throws: APITokenError.otherBranch) { try check("customers:view:branch", branch: other) }
        #expect(throws: APITokenError.otherBranch) { try check("customers:view:branch", branch: nil) }
        #expect(throws: APITokenError.beyondMaker(Permission(.customers, .view, .all))) {
            try check("customers:view:all", branch: own)
        }
        #expect(throws: APITokenError.beyondMaker(Permission(.leads, .view, .branch))) {
            try check("leads:view:branch", branch: own)
        }
        #expect(throws: APITokenError.beyondMaker(Permission(.customers, .edit, .branch))) {
            try check("customers:edit:branch", branch: own)
        }
    }

    @Test func onlyAdministratorsReachThem() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("director", roles: [.director], by: admin)
            for token in [try await gateway.signIn("director").accessToken, program.token] {
                let made = try await gateway.request(
                    .post, "/api-tokens", token: token, body: gateway.grant(["customers:view:all"]))
                #expect(made.status == 403)
                let revoked = try await gateway.request(.delete, "/api-tokens/\(program.id)", token: token)
                #expect(revoked.status == 403)
            }
            let director = try await gateway.signIn("director").accessToken
            #expect(try await gateway.request(.get, "/api-tokens", token: director).status == 403)
            #expect(try await gateway.request(.get, "/api-tokens/\(program.id)", token: director).status == 403)
        }
    }

    @Test func aProgramAndAnAccountAskOnlySoOften() async throws {
        try await GatewayUnderTest.with { settings in
            settings.programRate = TokenBucket.Rate(perSecond: 1, burst: 3)
            settings.accountRate = TokenBucket.Rate(perSecond: 1, burst: 4)
        } _: { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            for number in 0..<3 {
                let answer = try await gateway.request(
                    .get, "/roles", token: program.token, headers: ["X-Forwarded-For": "198.51.100.\(number)"])
                #expect(answer.status == 200)
            }
            #expect(try await gateway.request(.get, "/roles", token: program.token).status == 429)
            #expect(try await gateway.exchange(program.token).status == 429)
            let admin = try await gateway.signIn().accessToken
            // One went with making the token, by the same account.
            for _ in 0..<3 { #expect(try await gateway.request(.get, "/roles", token: admin).status == 200) }
            let refused = try await gateway.request(.get, "/roles", token: try await gateway.signIn().accessToken)
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "1")
        }
    }

    @Test func aServiceIsAskedWithTheSignedToken() async throws {
        try await LocalUpstream.with { upstream, address in
            try await GatewayUnderTest.with { settings in
                settings.upstreams = [.customers: Upstream(service: .customers, base: address)].compactMapValues { $0 }
            } _: { gateway in
                let program = try await gateway.program(["customers:view:all"])
                let answer = try await gateway.request(.get, "/api/customers/customers", token: program.token)
                #expect(answer.status == 200)
                let forwarded = try #require(upstream.seen.withLock { $0.headers[.authorization] })
                #expect(!forwarded.contains("quen_"))
                let verifier = TokenVerifier(kernel: gateway.service.app.kernel)
                let person = try await verifier.person(bearer: String(forwarded.dropFirst(7)))
                #expect(person.account == program.id)
            }
        }
    }

    @Test func afterARestoreNoTokenIsGood() async throws {
        try await GatewayUnderTest.with { gateway in
            let program = try await gateway.program(["accounts:view:all"])
            gateway.service.clock.advance(by: .seconds(60))
            let now = gateway.service.clock.now
            try await gateway.service.store.write { try RestoredSessions.endAll(until: now, in: $0) }
            #expect(try await gateway.exchange(program.token).status == 401)
        }
    }
}

extension GatewayUnderTest {
    struct Program: Sendable {
        var id: EntityID
        var token: String
    }

    /// The body that asks for a token.
    func grant(_ permissions: [String], branch: EntityID? = nil, life: Duration = .seconds(86_400)) -> String {
        let list = permissions.map { "\"\($0)\"" }.joined(separator: ",")
        let branch = branch.map { #","branchId":"\#($0)""# } ?? ""
        return
            #"{"name":"erp","permissions":[\#(list)],"expiresAt":"\#(service.clock.now.adding(life))"\#(branch)}"#
    }

    /// A new token, made by the administrator.
    func program(_ permissions: [String], branch: EntityID? = nil, life: Duration = .seconds(86_400)) async throws
        -> Program
    {
        let admin = try await signIn().accessToken
        let answer = try await request(
            .post, "/api-tokens", token: admin, body: grant(permissions, branch: branch, life: life))
        #expect(answer.status == 201, "\(answer.text)")
        return Program(id: try #require(answer.id), token: try #require(answer.object["token"]?.text))
    }

    func exchange(_ token: String) async throws -> TestAnswer {
        try await request(.post, "/token/exchange", token: token)
    }
}
