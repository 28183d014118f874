import Messages
import Messaging

/// What asking the broker gave.
struct BrokerObservation: Sendable {
    /// Why it could not be asked; the rest is empty then.
    var fault: String?
    var version = ""
    var nodes: [BrokerNode] = []
    var drift: [TopologyDrift.Difference] = []
    /// Users whose password is not the one in their secret's file.
    var otherPasswords: [String] = []
    var queues: [String: QueueObservation] = [:]

    static func of(_ keeper: TopologyKeeper) async throws -> BrokerObservation {
        do {
            let management = keeper.management
            return BrokerObservation(
                version: try await management.version(), nodes: try await management.nodes(),
                drift: try await keeper.drift(), otherPasswords: try await keeper.usersWithAnotherPassword(),
                queues: try await management.queues(keeper.topology.queues.map(\.name)))
        } catch let error as NoAnswer {
            return BrokerObservation(fault: error.description)
        } catch let error as OperatorError {
            return BrokerObservation(fault: error.description)
        }
    }

    /// The broker counts the readers of its queues every five seconds only: right after a start it says that there are none.
    private static let countedWithin = 7

    /// Looks again for a while where a queue of a service that runs seems to have no reader.
    static func settled(_ keeper: TopologyKeeper, running: Set<String>) async throws -> BrokerObservation {
        var observation = try await of(keeper)
        for _ in 0..<countedWithin where observation.hasUnreadQueue(of: running) {
            try await Task.sleep(for: .seconds(1))
            observation = try await of(keeper)
        }
        return observation
    }

    private func hasUnreadQueue(of services: Set<String>) -> Bool {
        queues.contains { name, observation in
            guard case .detail(let detail) = observation, let service = name.split(separator: ".").first else {
                return false
            }
            return detail.hasLeader && detail.consumers == 0 && services.contains(String(service))
        }
    }

    static func table(_ queues: [String: QueueObservation]) -> TextTable {
        TextTable(
            columns: ["queue", "state", "messages", "consumers"],
            rows: queues.sorted { $0.key < $1.key }.map { name, observation in
                switch observation {
                case .missing: [name, "missing"]
                case .noAnswer: [name, "no answer"]
                case .detail(let detail):
                    [
                        name, detail.hasLeader ? detail.state ?? "unknown" : "no leader",
                        detail.messages.map(String.init) ?? "", detail.consumers.map(String.init) ?? "",
                    ]
                }
            })
    }
}
