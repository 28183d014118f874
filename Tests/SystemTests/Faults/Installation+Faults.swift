import Foundation
import Messages
import NIOHTTP1
import TestKit

extension Installation {
    /// Runs `body` in an installation with the outside system `test`; what it returns is for the fault's line.
    static func forFault(
        _ services: [ServiceName], environment: [String: String] = [:],
        _ body: (Installation) async throws -> String
    ) async throws -> String {
        var line = ""
        try await with(outsideSystems: [Traffic.system], environment: environment, start: services) {
            line = try await body($0)
        }
        return line
    }

    /// A counter or gauge of the service without labels, or nothing where it is not reached.
    func metric(_ name: String, _ service: ServiceName) async -> Int? {
        guard let text = try? await Self.send(.GET, admin(service) + "/metrics").text else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.split(separator: " ")[1]) }.map { Int($0) }
    }

    /// Starts the service again and again, as a supervisor does, until `isDone`. How often it died.
    func supervise(
        _ service: ServiceName, environment: [String: String] = [:], atMost patience: Duration = .seconds(90),
        until isDone: () async throws -> Bool
    ) async throws -> Int {
        var crashes = 0
        try await waitUntil("\(service) to stay up", atMost: patience) {
            if try !process(service).isRunning {
                crashes += 1
                guard crashes < 20 else { throw TestFailure("\(service) died \(crashes) times") }
                try start(service, environment: environment)
            }
            return try await isDone()
        }
        return crashes
    }

    /// Takes a queue's binding to `quen.events` away, behind Quen's back.
    func unbind(_ queue: String, key: String) async throws {
        struct Binding: Decodable {
            var routing_key: String
            var properties_key: String
        }
        let path = ["bindings", host.name, "e", "quen.events", "q", queue]
        let bindings = try JSONDecoder().decode([Binding].self, from: try await host.management.send("GET", path))
        for binding in bindings where binding.routing_key == key {
            _ = try await host.management.send("DELETE", path + [binding.properties_key])
        }
    }

    /// Messages in a queue of the broker, those under way to the consumer too.
    func depth(of queue: String) async throws -> Int {
        struct Queue: Decodable { var messages: Int? }
        let text = try await host.management.send("GET", ["queues", host.name, queue])
        return try JSONDecoder().decode(Queue.self, from: text).messages ?? 0
    }

    /// A file in the test's own folder with this content.
    func file(_ name: String, _ content: String) throws -> String {
        let path = "\(directory)/\(name)"
        try Data(content.utf8).write(to: URL(filePath: path))
        return path
    }

    /// Ends it in good order, which must take less than 20 s, and starts another at once, which waits for the store.
    func roll(_ service: ServiceName) async throws {
        let old = try process(service)
        try start(service, environment: ["QUEN_LOCK_WAIT": "30"])
        let status = try await old.terminate(within: .seconds(20))
        try Fault.require(status == 0, "\(service) ended with \(status)")
    }
}

/// The longest of several times.
struct Slowest {
    private(set) var value = Duration.zero

    mutating func note(since start: ContinuousClock.Instant) { value = max(value, ContinuousClock.now - start) }
}
