import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewayLimitTests {
    @Test func anAddressMayAskOnlySoOften() async throws {
        try await GatewayUnderTest.with {
            $0.rate = TokenBucket.Rate(perSecond: 1, burst: 3)
        } _: { gateway in
            let here = ["X-Forwarded-For": "2001:db8::1"]
            for _ in 0..<3 {
                #expect(try await gateway.request(.get, "/.well-known/jwks.json", headers: here).status == 200)
            }
            let refused = try await gateway.request(.get, "/openapi", headers: here)
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == "1")
            let neighbour = ["X-Forwarded-For": "2001:db8::2"]
            #expect(try await gateway.request(.get, "/openapi", headers: neighbour).status == 429)
            let elsewhere = ["X-Forwarded-For": "198.51.100.1, 2001:db8:0:1::1"]
            #expect(try await gateway.request(.get, "/openapi", headers: elsewhere).status == 200)
            gateway.service.clock.advance(by: .seconds(1))
            #expect(try await gateway.request(.get, "/openapi", headers: here).status == 200)
        }
    }

    @Test func withoutATrustedProxyNobodyChoosesTheirAddress() async throws {
        try await GatewayUnderTest.with { (settings: inout GatewaySettings) in
            settings.rate = TokenBucket.Rate(perSecond: 1, burst: 1)
            settings.trustedProxies = []
        } _: { gateway in
            let first = try await gateway.request(.get, "/openapi", headers: ["X-Forwarded-For": "10.0.0.1"])
            let second = try await gateway.request(.get, "/openapi", headers: ["X-Forwarded-For": "10.0.0.2"])
            #expect(first.status == 200)
            #expect(second.status == 429)
        }
    }

    @Test func aTableForgetsTheOldestHalf() {
        var table = BoundedTable<Int, String>(limit: 100)
        for number in 0..<1000 { table.set(number, "\(number)") }
        #expect(table.count <= 200)
        #expect(table[999] == "999")
        #expect(table[0] == nil)
    }

    @Test(arguments: [(1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (40, 900)])
    func eachFurtherFailureWaitsLonger(_ failures: Int, _ seconds: Int) {
        #expect(SignInThrottle.wait(after: failures) == .seconds(seconds))
    }

    @Test func guessingManyNamesFromOneAddressIsSlowedButNotForWhoBelongsThere() {
        let throttle = SignInThrottle()
        let now = Instant(milliseconds: 1_000_000)
        #expect(throttle.begin(name: "an", address: "a", at: now) == .go)
        throttle.succeeded(name: "an", address: "a", at: now)
        for number in 0..<30 { #expect(throttle.begin(name: "guess\(number)", address: "a", at: now) == .go) }
        #expect(throttle.begin(name: "one more", address: "a", at: now) == .wait(.seconds(2), isFirst: true))
        #expect(throttle.begin(name: "two more", address: "a", at: now) == .wait(.seconds(2), isFirst: false))
        #expect(throttle.begin(name: "one more", address: "b", at: now) == .go)
        #expect(throttle.begin(name: "an", address: "a", at: now) == .go)
    }

    @Test func theDocumentsOfAllServicesAreListedAndServed() async throws {
        try await GatewayUnderTest.with { gateway in
            let index = try await gateway.request(.get, "/openapi")
            for service in ServiceName.allCases {
                #expect(index.text.contains("/openapi/\(service.rawValue).yaml"))
                let document = try await gateway.request(.get, "/openapi/\(service.rawValue).yaml")
                #expect(document.text.hasPrefix("openapi: 3.1"))
            }
            #expect(try await gateway.request(.get, "/openapi/..%2fREADME.md").status == 404)
        }
    }
}
