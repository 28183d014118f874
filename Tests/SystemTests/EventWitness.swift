import Foundation
import Messages
import TestKit

/// Says which events have been published since it was last asked, over all services.
final class EventWitness {
    private let installation: Installation
    private var seen: [ServiceName: Int] = [:]

    init(_ installation: Installation) { self.installation = installation }

    /// The new ones, by their routing keys.
    func news() async throws -> [String] {
        var keys: [String] = []
        for service in ServiceName.allCases {
            let reader = StoreReader(installation, service)
            let after = seen[service] ?? 0
            keys += try await reader.strings(
                "SELECT routingKey FROM outbox WHERE seq > \(after) AND exchange = 'quen.events' ORDER BY seq")
            seen[service] = try await reader.int("SELECT coalesce(max(seq), 0) FROM outbox")
        }
        return keys
    }

    /// Waits until each of `expected` has been published, and prints what came of the step.
    func expect(_ step: String, _ expected: [String]) async throws {
        var came: [String] = []
        do {
            try await waitUntil("events", atMost: .seconds(15)) {
                came += try await news()
                return expected.allSatisfy { event in came.contains { $0.hasPrefix(event + ".") } }
            }
        } catch {
            throw TestFailure("\(step): waited for \(expected), came \(came)")
        }
        print("\(step)\n" + came.map { "    → \($0)" }.joined(separator: "\n"))
    }
}
