import Foundation
import Messages
import NIOHTTP1
import TestKit
import Testing

/// Attacks with tokens that are forged, old, another installation's, or a program's.
extension AttackedFirm {
    func forgedTokens() async throws {
        try await expectTaken(lan, "a good token")
        try await expectRefused(nil, "no token")
        try await expectRefused("not.a.token", "no token at all")
        let parts = lan.split(separator: ".").map(String.init)
        let kid = try keyID()
        for header in [#"{"alg":"none","kid":"\#(kid)","typ":"JWT"}"#, #"{"alg":"None","kid":"\#(kid)"}"#] {
            try await expectRefused("\(TestIdentity.encoded(Data(header.utf8))).\(parts[1]).", "an unsigned token")
        }
        // The public key is no secret: it must not do as one.
        let keys = try await installation.request(.GET, "/.well-known/jwks.json")
        let x = try #require(keys.object["keys"]?.items?.first?["x"]?.text)
        let header = TestIdentity.encoded(Data(#"{"alg":"HS256","kid":"\#(kid)","typ":"JWT"}"#.utf8))
        for secret in [Data(x.utf8), TestIdentity.decoded(x) ?? Data()] {
            let mac = TestIdentity.mac("\(header).\(parts[1])", secret: secret)
            try await expectRefused("\(header).\(parts[1]).\(mac)", "a token signed with the public key")
        }
        let other = TestIdentity(keyID: kid)
        try await expectRefused(
            try await other.token(.test(.administrator), at: Instant(Date())), "a token signed with another key")
        let signature = String(parts[2].reversed())
        try await expectRefused("\(parts[0]).\(parts[1]).\(signature)", "a token whose signature was changed")
        let payload = String(decoding: try #require(TestIdentity.decoded(parts[1])), as: UTF8.self)
        let more = TestIdentity.encoded(Data(payload.replacing(":own", with: ":all").utf8))
        try await expectRefused("\(parts[0]).\(more).\(parts[2])", "a token that was given more permissions")
    }

    /// Signed with the real key, as by somebody who got hold of the file, or by ourselves a while ago.
    func expiredAndForeign() async throws {
        let (kid, now) = (try keyID(), Instant(Date()))
        let file = try String(contentsOfFile: installation.directory + "/gateway/signing-key-\(kid)", encoding: .utf8)
        let gateway = try TestIdentity(keyID: kid, seed: try #require(TestIdentity.decoded(file)))
        try await expectTaken(
            try await gateway.token(.test(.administrator), at: now), "a token signed as the Gateway does")
        try await expectRefused(
            try await gateway.token(.test(.administrator), at: now.adding(.seconds(-601))), "an expired token")
        try await expectRefused(
            try await gateway.token(.test(.administrator), at: now.adding(.seconds(600))), "a token of the future")
        try await expectRefused(
            try await gateway.token(.test(.administrator), site: "elsewhere", at: now), "another site's token")
    }

    /// The services decide for themselves: going round the Gateway gains nothing.
    func straightAtAService() async throws {
        let address = installation.http(.customers) + "/customers/\(customer)"
        func read(_ token: String) async throws -> Int {
            try await Installation.send(
                .GET, address,
                headers: [
                    "Authorization": "Bearer \(token)", "X-Forwarded-For": "127.0.0.1", "X-Account": "admin",
                    "X-Role": "administrator",
                ]
            ).status
        }
        #expect(try await read(lan) == 200)
        #expect(try await read(hung) == 404)
        for path in ["?access_token=\(lan)", "?token=\(lan)"] {
            #expect(try await Installation.send(.GET, address + path).status == 401)
        }
        let cookie = try await Installation.send(.GET, address, headers: ["Cookie": "token=\(lan)"])
        #expect(cookie.status == 401)
    }

    func otherBranch() async throws {
        let word = "B%C3%AD%20M%E1%BA%ADt"
        for path in ["/customers?q=\(word)", "/customers?limit=200", "/contacts?q=\(word)"] {
            let theirs = try await installation.request(.GET, "/api/customers\(path)", token: hung)
            #expect(theirs.status == 200 && !theirs.text.contains(customer), "\(path): \(theirs.text)")
        }
        #expect(
            try await installation.request(.GET, "/api/customers/customers?q=\(word)", token: lan).text.contains(
                customer))
        let unknown = try await installation.request(.GET, "/api/customers/customers/\(EntityID.quen)", token: hung)
        for path in ["", "/timeline", "/contacts", "/interactions", "/status-history"] {
            let theirs = try await installation.request(
                .GET, "/api/customers/customers/\(customer)\(path)", token: hung)
            #expect(theirs.status == 404, "\(path)")
            #expect(!theirs.text.contains("Hoa Sen"))
            if path.isEmpty { #expect(theirs.object["title"] == unknown.object["title"]) }
        }
        for (path, body) in [
            ("/api/pipeline/opportunities", #"{"name":"X","customerId":"\#(customer)"}"#),
            ("/api/pipeline/quotes", #"{"customerId":"\#(customer)","lines":[]}"#),
            ("/api/contracts/contracts", #"{"customerId":"\#(customer)","kind":"sale","lines":[]}"#),
        ] {
            let made = try await installation.request(.POST, path, token: hung, body: body)
            #expect([403, 404, 422].contains(made.status), "\(path): \(made.status) \(made.text)")
        }
    }

    func programTokens() async throws {
        let admin = try await administrator()
        let until = Instant(Date()).adding(.seconds(3600))
        let made = try await staff.call(
            .POST, "/api-tokens", token: admin,
            body: #"{"name":"erp","permissions":["customers:view:all","contracts:view:all"],"expiresAt":"\#(until)"}"#)
        let secret = try #require(made.object["token"]?.text)
        func read(_ path: String, _ token: String) async throws -> Int {
            try await installation.request(.GET, path, token: token).status
        }
        #expect(try await read("/api/customers/customers/\(customer)", secret) == 200)
        #expect(try await read("/api/contracts/payments", secret) == 403)
        #expect(try await read("/me", secret) == 403)
        #expect(try await read("/accounts", secret) == 403)
        let escalated = try await installation.request(
            .POST, "/api-tokens", token: secret,
            body: #"{"name":"more","permissions":["accounts:view:all"],"expiresAt":"\#(until)"}"#)
        #expect(escalated.status == 403)
        // No service knows what a program's own token is.
        for (service, path) in Self.doors where service != .gateway {
            #expect(try await ask(service, path, token: secret).status == 401, "\(service)")
        }
        let mistyped = String(secret.dropLast()) + (secret.hasSuffix("A") ? "B" : "A")
        #expect(try await read("/api/customers/customers", mistyped) == 401)

        let exchanged = try await installation.request(.POST, "/token/exchange", token: secret)
        let signed = try #require(exchanged.object["accessToken"]?.text)
        #expect(try await ask(.customers, "/customers", token: signed).status == 200)
        _ = try await staff.call(.DELETE, "/api-tokens/\(try Staff.id(made))", token: admin)
        #expect(try await read("/api/customers/customers", secret) == 401)
        try await expectRefusedSoon(signed, "what was signed for a program's token that is revoked")
    }

    private func keyID() throws -> EntityID {
        let header = lan.split(separator: ".").first.flatMap { TestIdentity.decoded(String($0)) } ?? Data()
        let kid = try WireJSON.decode([String: JSONValue].self, from: Array(header))["kid"]?.text
        guard let id = kid.flatMap({ EntityID($0) }) else { throw TestFailure("no kid") }
        return id
    }
}
