import AsyncHTTPClient
import Foundation
import HTTPTypes
import Messages
import NIOCore
import NIOHTTP1
import ServiceHTTP
import Synchronization
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewayProxyTests {
    /// A Gateway before a small service that stands for Customers.
    private func with(
        _ change: @escaping @Sendable (inout GatewaySettings) -> Void = { _ in },
        _ body: @escaping @Sendable (GatewayUnderTest, LocalUpstream) async throws -> Void
    ) async throws {
        try await LocalUpstream.with { upstream, address in
            try await GatewayUnderTest.with { settings in
                settings.upstreams = [.customers: Upstream(service: .customers, base: address)].compactMapValues { $0 }
                change(&settings)
            } _: { gateway in
                try await body(gateway, upstream)
            }
        }
    }

    @Test func aCommandGoesThroughWithItsHeadersAndItsLocationComesBackForTheGateway() async throws {
        try await with { gateway, upstream in
            let token = try await gateway.signIn().accessToken
            let answer = try await gateway.request(
                .post, "/api/customers/widgets?q=a%20b+c&x=%C3%A1", token: token, body: "hello",
                headers: [
                    "Idempotency-Key": "the-key-of-the-test", "If-Match": "\"1\"", "Connection": "X-Secret",
                    "X-Secret": "not for others", "Cookie": "session=1", "X-Forwarded-For": "203.0.113.9",
                    "Content-Length": "5",
                ])
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.text == "5")
            #expect(answer.headers[.location] == "/api/customers/widgets/7")
            #expect(answer.etag == "\"1\"")
            #expect(answer.headers[.setCookie] == nil)

            let seen = upstream.seen.withLock { $0 }
            #expect(seen.path == "/widgets?q=a%20b+c&x=%C3%A1")
            #expect(seen.headers[.authorization] == "Bearer \(token)")
            #expect(seen.headers[.idempotencyKey] == "the-key-of-the-test")
            #expect(seen.headers[.ifMatch] == "\"1\"")
            #expect(seen.headers[.xForwardedFor] == "203.0.113.9")
            #expect(seen.headers[.literal("X-Secret")] == nil)
            #expect(seen.headers[.cookie] == nil)
            #expect(seen.headers[.requestID] == answer.headers[.requestID])
            #expect(TraceParent.isValid(seen.headers[.literal("traceparent")] ?? ""))
        }
    }

    @Test func aTraceGoesOn() async throws {
        try await with { gateway, upstream in
            let token = try await gateway.signIn().accessToken
            let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            let answer = try await gateway.request(
                .get, "/api/customers/anything", token: token,
                headers: ["traceparent": trace, "X-Request-Id": "request-of-the-test"])
            #expect(answer.status == 200)
            #expect(answer.headers[.literal("X-Hop")] == nil)
            #expect(answer.headers[.requestID] == "request-of-the-test")
            #expect(upstream.seen.withLock { $0.headers[.literal("traceparent")] } == trace)
        }
    }

    /// Two readers of one body would end the process: the upload to the service, which has answered, and the server, which
    /// reads what is left.
    @Test func aBodyThatComesAfterTheAnswerEndsNothing() async throws {
        try await with { gateway, _ in
            let token = try await gateway.signIn().accessToken
            try await LiveServer.with(gateway.service.app.router()) { address in
                let port = try #require(URL(string: address)?.port)
                func head(_ method: String, _ path: String, _ more: String) -> String {
                    "\(method) /api/customers/\(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\(more)\r\n"
                }
                for length in ["Content-Length: 10\r\n", "Transfer-Encoding: chunked\r\n"] {
                    let client = try RawClient(port: port)
                    try await client.send(head("PUT", "early", length))
                    let answer = try await client.read()
                    #expect(answer?.hasPrefix("HTTP/1.1 428") == true, "\(answer ?? "closed")")
                    let isChunked = length.hasPrefix("T")
                    try await client.send(isChunked ? "5\r\nhello\r\n" : "hello")
                    try await client.send(isChunked ? "5\r\nhello\r\n0\r\n\r\n" : "hello")
                    // The same connection goes on.
                    try await client.send(head("GET", "anything", ""))
                    let next = try await client.read()
                    #expect(next?.hasPrefix("HTTP/1.1 200") == true, "\(next ?? "closed")")
                }
            }
        }
    }

    @Test func eventsComeThroughOneByOneAndAreNotHeldBack() async throws {
        try await with { gateway, upstream in
            let token = try await gateway.signIn().accessToken
            try await LiveServer.with(gateway.service.app.router()) { address in
                try await UpstreamClient.whileRunning { client in
                    var request = HTTPClientRequest(url: address + "/api/customers/events")
                    request.headers = ["Authorization": "Bearer \(token)"]
                    let answer = try await client.send(request, timeout: .seconds(5))
                    #expect(answer.headers["content-type"] == ["text/event-stream"])
                    var parts = answer.body.makeAsyncIterator()
                    for event in ["data: 1\n\n", "data: 2\n\n"] {
                        upstream.sendEvent.yield(event)
                        #expect(try await parts.next().map { String(buffer: $0) } == event)
                    }
                    upstream.sendEvent.finish()
                    #expect(try await parts.next() == nil)
                }
            }
        }
    }

    @Test func aLargeBodyIsRefusedBeforeItIsRead() async throws {
        try await with { gateway, upstream in
            let token = try await gateway.signIn().accessToken
            let large = String(repeating: "x", count: LimitedBody.limit + 1)
            let announced = try await gateway.request(
                .post, "/api/customers/widgets", token: token, body: large)
            #expect(announced.status == 413)
            let streamed = try await gateway.request(
                .post, "/api/customers/widgets", token: token, body: large, headers: ["Transfer-Encoding": "chunked"])
            #expect(streamed.status == 413)
            let fitting = try await gateway.request(
                .post, "/api/customers/widgets", token: token, body: String(large.dropLast()),
                headers: ["Transfer-Encoding": "chunked"])
            #expect(fitting.text == "\(LimitedBody.limit)")
            #expect(upstream.seen.withLock { $0.body } == LimitedBody.limit)
        }
    }

    @Test func withoutATokenNothingGoesThrough() async throws {
        try await with { gateway, upstream in
            let bare = try await gateway.request(.get, "/api/customers/anything")
            #expect(bare.status == 401)
            let forged = try await gateway.request(.get, "/api/customers/anything", token: "made.up.token")
            #expect(forged.status == 401)
            #expect(upstream.seen.withLock { $0.path }.isEmpty)
        }
    }

    @Test(arguments: [
        "/api/customers/../admin", "/api/customers/a/%2e%2e/b", "/api/customers/a%2Fb", "/api/customers/a%5cb",
        "/api/customers/a%00b", "/api/customers/a%252fb", "/api/customers/a%3Fb", "/api/customers//a",
        "/api/customers/./a", "/api/customers/a;b/c",
    ])
    func aPathWithTricksIsRefused(_ path: String) {
        #expect(throws: HTTPProblem.self) { try ProxyPath(path) }
    }

    @Test func plainPathsAreTakenAsTheyAre() throws {
        #expect(try ProxyPath("/api/customers/customers/7").path == "/customers/7")
        #expect(try ProxyPath("/api/pipeline/a%20b/%C3%A1/").path == "/a%20b/%C3%A1/")
        #expect(try ProxyPath("/api/contracts").path == "/")
        #expect(throws: CommonError.self) { try ProxyPath("/api/gateway/me") }
        #expect(throws: CommonError.self) { try ProxyPath("/api/nowhere/me") }
    }

    @Test func aPathWithTricksIsAnswered400() async throws {
        try await with { gateway, _ in
            let token = try await gateway.signIn().accessToken
            let answer = try await gateway.request(.get, "/api/customers/a/%2e%2e/b", token: token)
            #expect(answer.status == 400)
            #expect(GatewayUnderTest.code(answer) == "path-refused")
            #expect(try await gateway.request(.get, "/api/nowhere/x", token: token).status == 404)
        }
    }

    @Test func aServiceThatIsAwayIsNamed() async throws {
        let away = Upstream(service: .customers, base: "http://127.0.0.1:1")
        try await GatewayUnderTest.with { settings in
            settings.upstreams = [.customers: away].compactMapValues { $0 }
        } _: { gateway in
            let token = try await gateway.signIn().accessToken
            let answer = try await gateway.request(.get, "/api/customers/x", token: token)
            #expect(answer.status == 502)
            #expect(GatewayUnderTest.code(answer) == "service-away")
            #expect(answer.object["details"] == .object(["service": .string("customers")]))
            let unset = try await gateway.request(.get, "/api/pipeline/x", token: token)
            #expect(GatewayUnderTest.code(unset) == "service-not-configured")

            let status = try await gateway.request(.get, "/status", token: token)
            #expect(status.text.contains(#"{"isConfigured":true,"isReachable":false,"service":"customers"}"#))
        }
    }

    @Test func aServiceThatDoesNotAnswerInTimeIsNamed() async throws {
        try await with({ $0.upstreamTimeout = .seconds(1) }) { gateway, _ in
            let token = try await gateway.signIn().accessToken
            let answer = try await gateway.request(.get, "/api/customers/never", token: token)
            #expect(answer.status == 504)
            #expect(GatewayUnderTest.code(answer) == "service-late")
        }
    }

    @Test func administratorsSeeWhichServicesAreReached() async throws {
        try await with { gateway, _ in
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("an.nguyen", roles: [.director], by: admin)
            let director = try await gateway.signIn("an.nguyen").accessToken
            #expect(try await gateway.request(.get, "/status", token: director).status == 403)
            // A service is asked for two seconds, which a busy machine may take.
            try await waitUntil("the service is reached") {
                try await gateway.request(.get, "/status", token: admin).text.contains(#""isReachable":true"#)
            }
            let status = try await gateway.request(.get, "/status", token: admin)
            #expect(status.text.contains(#""isConfigured":false"#))
        }
    }
}
