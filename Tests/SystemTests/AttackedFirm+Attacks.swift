import Foundation
import HTTPTypes
import Messages
import NIOHTTP1
import TestKit
import Testing

/// Attacks on signing in.
extension AttackedFirm {
    /// Each further try has to wait longer, with the right password too, until the wait is over.
    func guessing() async throws {
        var statuses: [Int] = []
        for number in 0..<12 {
            statuses.append(try await signIn("hung", "guess number \(number)", from: "198.51.100.1").status)
        }
        #expect(statuses.prefix(5) == [401, 401, 401, 401, 401], "\(statuses)")
        #expect(statuses.dropFirst(5).contains(429), "\(statuses)")
        #expect(!statuses.contains(200))
        let right = try await signIn("hung", from: "198.51.100.1")
        #expect(right.status == 429 && right.headers[.retryAfter] != nil, "\(right.status) \(right.text)")
    }

    /// Whoever guesses at somebody's password keeps nobody out but themselves.
    func lockingOut() async throws {
        for number in 0..<40 { _ = try await signIn("lan", "guess number \(number)", from: "198.51.100.2") }
        #expect(try await signIn("lan", from: "198.51.100.2").status == 429)
        #expect(try await signIn("lan", from: "203.0.113.20").status == 200)
        #expect(try await signIn("lan", from: "2001:db8:1::1").status == 200)
    }

    func namesAreNotTold() async throws {
        func answer(_ name: String, _ address: String) async throws -> [String: JSONValue] {
            var object = try await signIn(name, "not the password", from: address).object
            object["instance"] = nil
            return object
        }
        #expect(try await answer("lan", "198.51.100.3") == answer("nobody.of.that.name", "198.51.100.4"))
    }

    /// A session is new at each sign-in, whatever the client brings along, and comes in no cookie.
    func fixation() async throws {
        let attacker = try await tokens("hung", from: "203.0.113.30")
        let body = #"{"signInName":"lan","password":"\#(Staff.password)""#
        let named = try await installation.request(
            .POST, "/sign-in", body: body + #","sessionId":"\#(UUID().uuidString)"}"#,
            headers: ["X-Forwarded-For": "203.0.113.31"])
        #expect(named.status == 422, "a session cannot be named")
        let answer = try await installation.request(
            .POST, "/sign-in", token: attacker.access, body: body + "}",
            headers: ["Cookie": "session=\(attacker.refresh)", "X-Forwarded-For": "203.0.113.31"])
        let victim = try #require(answer.object["accessToken"]?.text)
        #expect(answer.headers[.setCookie] == nil)
        #expect(try Self.claim("sid", victim) != Self.claim("sid", attacker.access))
        #expect(try Self.claim("sub", victim) != Self.claim("sub", attacker.access))
        let me = try await installation.request(.GET, "/me", token: attacker.access)
        #expect(me.object["account"]?["signInName"]?.text == "hung")
    }

    /// A refresh token that comes a second time ends the session, for one of the two has stolen it.
    func refreshReuse() async throws {
        let stolen = try await tokens("lan", from: "203.0.113.40")
        func refresh(_ token: String) async throws -> TestAnswer {
            try await installation.request(.POST, "/token/refresh", body: #"{"refreshToken":"\#(token)"}"#)
        }
        let renewed = try await refresh(stolen.refresh)
        let access = try #require(renewed.object["accessToken"]?.text)
        try await expectTaken(access, "a token that was refreshed")
        #expect(try await refresh(stolen.refresh).status == 401)
        try await expectRefusedSoon(access, "a session whose refresh token was used again")
        try await expectRefusedSoon(stolen.access, "the token before")
        let successor = try #require(renewed.object["refreshToken"]?.text)
        #expect(try await refresh(successor).status == 401)
    }

    /// A leaver's, a thief's: ended by an administrator, by suspension, by another role.
    func afterTheEnd() async throws {
        let session = try await tokens("hung", from: "203.0.113.50").access
        let id = try Self.claim("sid", session)
        _ = try await staff.call(.DELETE, "/sessions/\(id)", token: try await administrator())
        try await expectRefusedSoon(session, "a session that was ended")

        let account = try Self.claim("sub", hung)
        let demoted = try await tokens("hung", from: "203.0.113.51").access
        let read = try await staff.call(.GET, "/accounts/\(account)", token: try await administrator())
        let employee = staff.employees["hung"] ?? ""
        _ = try await staff.call(
            .PUT, "/accounts/\(account)", token: try await administrator(),
            body: #"{"language":"vi","roles":["technician"],"employeeId":"\#(employee)"}"#, version: read.etag)
        try await expectRefusedSoon(demoted, "a token of the role before")

        let suspended = try await tokens("hung", from: "203.0.113.52").access
        try await expectTaken(suspended, "a token of the new role")
        _ = try await staff.call(
            .POST, "/accounts/\(account)/suspend", token: try await administrator(), body: #"{"reason":"lost phone"}"#)
        try await expectRefusedSoon(suspended, "a token of a suspended account")
        #expect(try await signIn("hung", from: "203.0.113.53").status == 403)
    }

    /// Signed in just now, for administrative acts ask for the password.
    func administrator() async throws -> String {
        try await tokens(Staff.administratorName, from: "203.0.113.99").access
    }

    static func claim(_ name: String, _ token: String) throws -> String {
        let parts = token.split(separator: ".").map(String.init)
        guard parts.count == 3, let data = TestIdentity.decoded(parts[1]),
            let value = try WireJSON.decode([String: JSONValue].self, from: Array(data))[name]?.text
        else { throw TestFailure("no \(name) in the token") }
        return value
    }
}
