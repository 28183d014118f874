import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Synchronization
import TestKit
import Testing

/// Clients that are slow on purpose, or too many, keep nobody waiting (ACC-7): raw sockets against the real listener.
@Suite("Gateway: slow clients") struct GatewaySlowClientTests {
    /// A listener with short patience, before a route that takes a body and one that answers with 8 MB.
    private func with(
        _ change: @escaping @Sendable (inout ClientLimits) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var door = Door()
        door.limits.head = .milliseconds(600)
        door.limits.idle = .milliseconds(900)
        door.limits.stall = .milliseconds(600)
        change(&door.limits)
        let router = Router(context: APIContext.self)
        router.post("/body") { request, _ in
            let body = try await request.body.collect(upTo: 1_000_000)
            return Response.text("\(body.readableBytes)")
        }
        router.post("/late") { request, _ in
            // Ours, not the client's: the body is not read for longer than a client may stall.
            try await Task.sleep(for: .seconds(2))
            let body = try await request.body.collect(upTo: 1_000_000)
            return Response.text("\(body.readableBytes)")
        }
        router.get("/large") { _, _ in
            Response(
                status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: UInt8(ascii: "x"), count: 8_000_000)))
        }
        router.get("/small") { _, _ in Response.text("ok") }
        let port = Mutex(0)
        let listener = try door.listener(
            router, .init(host: "127.0.0.1", port: 0), logger: Logger(label: "door") { _ in SwiftLogNoOpLogHandler() }
        ) { number in port.withLock { $0 = number } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            defer { group.cancelAll() }
            try await waitUntil("the port") { port.withLock { $0 } != 0 }
            try await body(port.withLock { $0 })
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    /// For clients that are slow but keep going: a busy machine may stop them for a moment.
    @Sendable private static func longer(_ limits: inout ClientLimits) { limits.stall = .milliseconds(1500) }

    private static let get = "GET /small HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func aHeadThatComesDropByDropIsCutOff() async throws {
        try await with { port in
            let client = try RawClient(port: port)
            let start = ContinuousClock.now
            try await client.send("GET /small HTTP/1.1\r\n")
            // Each drop comes long before its turn would be over.
            while try await client.send("X-Drop: 1\r\n"), ContinuousClock.now - start < .seconds(8) {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test func aConnectionThatSaysNothingIsCutOff() async throws {
        try await with { port in
            #expect(try await RawClient(port: port).timeUntilClosed() < .seconds(5))
            let kept = try RawClient(port: port)
            try await kept.send(Self.get)
            #expect(try await kept.read()?.contains("200 OK") == true)
            #expect(try await kept.timeUntilClosed() < .seconds(5))
        }
    }

    @Test func aBodyThatComesDropByDropIsCutOff() async throws {
        try await with { port in
            let client = try RawClient(port: port)
            try await client.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            let start = ContinuousClock.now
            while try await client.send("x"), ContinuousClock.now - start < .seconds(8) {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test func aBodyThatKeepsComingMayTakeItsTime() async throws {
        try await with(Self.longer) { port in
            let client = try RawClient(port: port)
            try await client.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n")
            for _ in 0..<30 {
                #expect(try await client.send(String(repeating: "x", count: 10_000)))
                try await Task.sleep(for: .milliseconds(80))
            }
            #expect(try await client.read()?.contains("200 OK") == true)
        }
    }

    @Test func whatWaitsForUsIsNoFaultOfTheClient() async throws {
        try await with { port in
            let client = try RawClient(port: port)
            let large = String(repeating: "x", count: 900_000)
            try await client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: \(large.utf8.count)\r\n\r\n")
            async let sent = client.send(large)
            #expect(try await client.read()?.contains("200 OK") == true)
            _ = try await sent
        }
    }

    @Test func anAnswerThatIsNotReadIsCutOff() async throws {
        try await with { port in
            let client = try RawClient(port: port, receiveBuffer: 8192)
            try await client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await client.read(atMost: 1000)
            try await Task.sleep(for: .seconds(2))
            var received = 0
            while let part = try await client.read() { received += part.utf8.count }
            #expect(received < 8_000_000, "it was cut off in the middle")
        }
    }

    @Test func anAnswerThatIsReadSlowlyComesWhole() async throws {
        try await with(Self.longer) { port in
            let client = try RawClient(port: port)
            try await client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            var received = 0
            let start = ContinuousClock.now
            while let part = try await client.read(atMost: 400_000) {
                received += part.utf8.count
                if received < 8_000_000 { try await Task.sleep(for: .milliseconds(150)) }
            }
            #expect(received > 8_000_000)
            #expect(ContinuousClock.now - start > .milliseconds(1500), "longer than anything may stall")
        }
    }

    @Test func anAddressHasOnlySoManyConnections() async throws {
        try await with {
            $0.connectionsPerAddress = 3
            $0.idle = .seconds(30)
            $0.head = .seconds(30)
        } _: { port in
            var open: [RawClient] = []
            for _ in 0..<3 {
                let client = try RawClient(port: port)
                try await client.send(Self.get)
                #expect(try await client.read()?.contains("200 OK") == true)
                open.append(client)
            }
            #expect(try await RawClient(port: port).timeUntilClosed() < .seconds(5))
            try await open[0].send(Self.get)
            #expect(try await open[0].read()?.contains("200 OK") == true, "those that there are go on")
            open.removeAll()
            try await waitUntil("room again") {
                let client = try RawClient(port: port)
                try await client.send(Self.get)
                return try await client.read()?.contains("200 OK") == true
            }
        }
    }

    @Test func thereAreOnlySoManyConnectionsInAllAlsoBehindAProxy() async throws {
        try await with {
            $0.connections = 2
            $0.connectionsPerAddress = 1
            $0.proxies = ["127.0.0.1"]
            $0.head = .seconds(30)
        } _: { port in
            let two = try [RawClient(port: port), RawClient(port: port)]
            for client in two {
                try await client.send(Self.get)
                #expect(try await client.read()?.contains("200 OK") == true)
            }
            #expect(try await RawClient(port: port).timeUntilClosed() < .seconds(5))
        }
    }

    @Test(arguments: [
        String(repeating: "X-Much: " + String(repeating: "y", count: 1000) + "\r\n", count: 40),
        String(repeating: "X-Many: 1\r\n", count: 200), "X-Long: \(String(repeating: "z", count: 40_000))\r\n",
    ])
    func aHeadThatIsTooLargeIsRefused(_ fields: String) async throws {
        try await with { port in
            let client = try RawClient(port: port)
            try await client.send("GET /small HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            let answer = try await client.read()
            #expect(answer?.contains("200 OK") != true, "\(answer ?? "")")
        }
    }
}
