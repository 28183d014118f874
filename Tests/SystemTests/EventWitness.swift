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
            // Place and key in one look: a row that came between two looks would be missed.
            let rows = try await StoreReader(installation, service).strings(
                "SELECT seq || ' ' || exchange || ' ' || routingKey FROM outbox WHERE seq > \(seen[service] ?? 0) ORDER BY seq"
            )
            for row in rows {
                let parts = row.split(separator: " ")
                seen[service] = Int(parts[0])
                if parts[1] == "quen.events", !parts[2].contains(".audit.") { keys.append(String(parts[2])) }
            }
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
