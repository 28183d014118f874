import Foundation
import Messaging

/// A virtual host of a test's own.
public struct VirtualHost: Sendable {
    public let name: String
    public let management: BrokerManagement
    let host: String
    let port: Int
    /// Of every user of the topology, and of the administrator.
    let password: String
    let administrator: String
    private let declared = ContinuousClock.now

    init(name: String, broker: PrivateBroker) {
        self.name = name
        management = broker.management
        host = broker.host
        port = broker.amqpPort
        password = broker.password
        administrator = broker.user
    }

    /// How to connect as a user of the topology, or without a name as the administrator, who may do anything.
    public func configuration(user: String? = nil) -> RabbitConfiguration {
        let password = password
        return RabbitConfiguration(
            host: host, port: port, virtualHost: name, user: user ?? administrator, password: { password },
            connectionName: "test \(user ?? administrator)")
    }

    public func deleteQueue(_ queue: String) async throws {
        try await management.send("DELETE", ["queues", name, queue])
    }

    /// Deletes everything in it; connections end.
    public func delete() async throws { try await management.send("DELETE", ["vhosts", name]) }

    /// Returns six seconds after the declaration: a broker killed earlier may lose a new quorum queue's messages
    /// (`kill -9` within about a second of the declaration, RabbitMQ 3.10.8).
    public func settled() async throws {
        try await ContinuousClock().sleep(until: declared + .seconds(6))
    }
}
