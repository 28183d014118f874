import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import Gateway
@testable import Scheduling

/// The secret addresses of calendars through the Gateway, without a token (SCH-8).
@Suite struct GatewayOpenAddressTests {
    private static let good = String(repeating: "g", count: 43)
    private static let feed = "/api/scheduling/calendar-feeds/"

    /// A Gateway before a small service that stands for Scheduling.
    private func with(
        _ body: @escaping @Sendable (GatewayUnderTest, LocalUpstream) async throws -> Void
    ) async throws {
        try await LocalUpstream.with { upstream, address in
            try await GatewayUnderTest.with { settings in
                settings.upstreams = [.scheduling: Upstream(service: .scheduling, base: address)]
                    .compactMapValues { $0 }
            } _: { gateway in
                try await body(gateway, upstream)
            }
        }
    }

    @Test func theFilesDeclareThisAddressAndNoOther() throws {
        let documents = try APIDocuments(shareDirectory: ServiceUnderTest.repositoryRoot)
        let declared = OpenAddress.declared(in: documents.texts)
        #expect(declared.map(\.route) == ["/api/scheduling/calendar-feeds/:token"])
        #expect(declared.map(\.methods) == [["GET", "HEAD"]])
    }

    @Test(arguments: [
        "/a/{x}:\n    parameters:\n    - name: x\n      in: path\n    get:\n      security: []\n      x-quen-access: { public: true }",
        "/a/{x}:\n    parameters:\n    - name: x\n      in: path\n      x-quen-secret: true\n    get:\n      x-quen-access: { public: true }",
        "/a/{x}:\n    parameters:\n    - name: x\n      in: path\n      x-quen-secret: true\n    get:\n      security: []\n      x-quen-access: { signedIn: true }",
        "/a/{x}:\n    parameters:\n    - name: x\n      in: path\n      x-quen-secret: true\n    post:\n      security: []\n      x-quen-access: { public: true }",
        "/{y}/{x}:\n    parameters:\n    - name: x\n      in: path\n      x-quen-secret: true\n    get:\n      security: []\n      x-quen-access: { public: true }",
        "/a/{x}/b:\n    parameters:\n    - name: x\n      in: path\n      x-quen-secret: true\n    get:\n      security: []\n      x-quen-access: { public: true }",
    ])
    func whatIsNotWhollyDeclaredStaysBehindAToken(_ item: String) {
        let text = "paths:\n  \(item)\ncomponents: {}\n"
        #expect(OpenAddress.declared(in: [.scheduling: text]).isEmpty)
    }

    @Test func aFeedIsReadWithoutATokenAndNothingElseGoesAlong() async throws {
        try await with { gateway, upstream in
            let answer = try await gateway.request(
                .get, Self.feed + Self.good + ".ics?cache=no",
                headers: [
                    "Authorization": "Basic c2VjcmV0", "Cookie": "a=b", "If-None-Match": "W/\"1\"",
                    "X-Forwarded-For": "203.0.113.9", "Quen-Client": "made-up",
                ])
            #expect(answer.status == 200, "\(answer.text)")
            let seen = upstream.seen.withLock { $0 }
            #expect(seen.path == "/calendar-feeds/\(Self.good).ics")
            #expect(seen.headers[.ifNoneMatch] == "W/\"1\"")
            #expect(seen.headers[.authorization] == nil && seen.headers[.cookie] == nil)
            #expect(seen.headers[.literal("Quen-Client")] == nil)
            #expect(seen.headers[.xForwardedFor] == "203.0.113.9")
        }
    }

    /// Neither is the service asked, nor does anybody learn more than of any other path.
    @Test(arguments: [
        "", ".", "..", "%2e%2e", "..%2fappointments", "\(good)/../../appointments", "\(good)%2F..%2Fappointments",
        "\(good)/appointments", "%67" + good.dropFirst(), "\(good)%00", "\(good)%0d%0aX: y", "\(good);x", "\(good)%3Fx",
        "\(good)%25", "..;/appointments", "%252e%252e%252fappointments", "\\..\\appointments", "\(good)@host", "a:b",
        String(repeating: "A", count: 129), String(repeating: "A", count: 20_000), "%c0%ae%c0%ae",
    ])
    func aPathWithTricksNeedsATokenAsAnyOther(_ secret: String) async throws {
        try await with { gateway, upstream in
            let answer = try await gateway.request(.get, Self.feed + secret)
            #expect([400, 401, 404].contains(answer.status), "\(secret.prefix(60)): \(answer.status) \(answer.text)")
            #expect(upstream.seen.withLock { $0.path }.isEmpty, "\(secret.prefix(60))")
        }
    }

    @Test func nothingButReadingAndNothingBesideIsOpen() async throws {
        try await with { gateway, upstream in
            for method in [HTTPRequest.Method.post, .put, .delete, .patch, .options] {
                let answer = try await gateway.request(method, Self.feed + Self.good, body: "{}")
                #expect([401, 405].contains(answer.status), "\(method)")
            }
            for path in [
                "/api/scheduling/calendar-feed", "/api/scheduling/calendar-feeds", "/api/scheduling/calendar",
                "/api/customers/calendar-feeds/\(Self.good)", "/api/scheduling//calendar-feeds/\(Self.good)",
                "/api/Scheduling/calendar-feeds/\(Self.good)", "/api/scheduling/calendar-feeds/\(Self.good)/",
                "/api/scheduling/./calendar-feeds/\(Self.good)", "/api/scheduling/Calendar-feeds/\(Self.good)",
                "/api/scheduling/x/../calendar-feeds/\(Self.good)", "/api/scheduling/calendar-feeds%2f\(Self.good)",
                "/api/%73cheduling/calendar-feeds/\(Self.good)", "/calendar-feeds/\(Self.good)",
            ] {
                let answer = try await gateway.request(.get, path)
                #expect([400, 401, 404].contains(answer.status), "\(path): \(answer.status)")
            }
            #expect(upstream.seen.withLock { $0.path }.isEmpty)
        }
    }

    @Test func whoGuessesWaitsAndWhoHasAnAddressDoesNot() async throws {
        try await LocalUpstream.with(missing: "wrong") { upstream, address in
            try await GatewayUnderTest.with { settings in
                settings.upstreams = [.scheduling: Upstream(service: .scheduling, base: address)]
                    .compactMapValues { $0 }
            } _: { gateway in
                let here = ["X-Forwarded-For": "198.51.100.1"]
                func ask(_ secret: String, _ headers: [String: String] = here) async throws -> TestAnswer {
                    try await gateway.request(.get, Self.feed + secret, headers: headers)
                }
                #expect(try await ask(Self.good).status == 200)
                var statuses: [Int] = []
                for number in 0..<40 { statuses.append(try await ask("wrong-\(number)").status) }
                #expect(statuses.prefix(30).allSatisfy { $0 == 404 })
                #expect(statuses.suffix(9).allSatisfy { $0 == 429 })
                let refused = try await ask("wrong-99")
                #expect(refused.status == 429 && refused.headers[.retryAfter] != nil)
                // Who has read it from there before, whoever asks from elsewhere, and whoever signs in there, do not wait.
                for _ in 0..<20 { #expect(try await ask(Self.good).status == 200) }
                #expect(try await ask("wrong-99", ["X-Forwarded-For": "198.51.100.2"]).status == 404)
                #expect(try await gateway.trySignIn(from: "198.51.100.1").status == 200)
                // An ended address that a program goes on asking for waits longer and longer.
                var last = 404
                for _ in 0..<6 { last = try await ask("wrong-old", ["X-Forwarded-For": "198.51.100.3"]).status }
                #expect(last == 429)
            }
        }
    }

    @Test func theAuditAndTheStoreHoldNoToken() async throws {
        try await with { gateway, _ in
            for secret in [Self.good, "not-a-token"] {
                _ = try await gateway.request(.get, Self.feed + secret)
                _ = try await gateway.request(.get, Self.feed + secret + "/more")
            }
            for name in ["store.sqlite", "store.sqlite-wal"] {
                let bytes = FileManager.default.contents(atPath: gateway.directory + "/" + name) ?? Data()
                #expect(bytes.range(of: Data(Self.good.utf8)) == nil, "\(name)")
            }
        }
    }

    /// Both services, as they are.
    @Test func aRealFeedIsReadByItsAddressUntilItIsEnded() async throws {
        try await SchedulingFixture.with { scheduling in
            let an = try await scheduling.employee("An")
            let person = try await CalendarTests().holder(scheduling, an)
            #expect(try await scheduling.book("Thăm khách", [an], from: "09:00", to: "10:00").status == 201)
            let made = try await scheduling.request(.post, "/calendar-feed", as: person)
            let path = try #require(made.string("path"))
            try await LiveServer.with(scheduling.app.router()) { address in
                try await GatewayUnderTest.with { settings in
                    settings.upstreams = [.scheduling: Upstream(service: .scheduling, base: address)]
                        .compactMapValues { $0 }
                } _: { gateway in
                    let read = try await gateway.request(.get, path)
                    #expect(read.status == 200, "\(read.text)")
                    #expect(read.text.contains("SUMMARY:Thăm khách"))
                    #expect(read.headers[.cacheControl] == "private, max-age=300")
                    let again = try await gateway.request(.get, path, headers: ["If-None-Match": read.etag])
                    #expect(again.status == 304 && again.body.isEmpty)
                    let head = try await gateway.request(.head, path)
                    #expect(head.status == 200 && head.body.isEmpty && head.etag == read.etag)
                    #expect(try await scheduling.request(.delete, "/calendar-feed", as: person).status == 204)
                    let revoked = try await gateway.request(.get, path)
                    let wrong = try await gateway.request(.get, Self.feed + Self.good)
                    #expect(revoked.status == 404 && wrong.status == 404)
                    for member in ["type", "title", "status", "detail", "path"] {
                        #expect(revoked.object[member] == wrong.object[member])
                    }
                }
            }
        }
    }
}
