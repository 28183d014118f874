import Foundation
import Messaging

/// A RabbitMQ for tests: a private node in a temporary folder on free loopback ports, or the one that `QUEN_TEST_BROKER`
/// and `QUEN_TEST_MANAGEMENT` name. A private one ends with the test process, however that ends.
public final class PrivateBroker: Sendable {
    public let host: String
    public let amqpPort: Int
    public let management: BrokerManagement
    /// The administrator's.
    public let user: String
    public let password: String
    /// Nothing for a broker that is not ours to stop.
    private let node: RabbitNode?

    private static let sharing = LazyShared { try await PrivateBroker.forSharing() }

    /// Whether tests that need RabbitMQ shall run. Without `QUEN_SKIP_BROKER=1` they do, and fail where it is missing.
    public static var isWanted: Bool { ProcessInfo.processInfo.environment["QUEN_SKIP_BROKER"] != "1" }

    /// Whether the shared broker is a private one; that of `QUEN_TEST_BROKER` offers no TLS and obeys no `control`.
    public static var sharedIsPrivate: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["QUEN_TEST_BROKER"] == nil || environment["QUEN_TEST_MANAGEMENT"] == nil
    }

    /// The broker that all tests of this process share; started by the first who asks. Leave it as it is: no alarms,
    /// no kills, only virtual hosts of your own.
    public static func shared() async throws -> PrivateBroker { try await sharing.value() }

    /// Another private broker, for tests that stop it or set alarms.
    public static func start() async throws -> PrivateBroker {
        let node = try RabbitNode()
        try await node.start()
        return PrivateBroker(node)
    }

    /// A cluster of `count` nodes on this machine, of which the first is the one that is returned as the broker.
    public static func startCluster(_ count: Int) async throws -> (broker: PrivateBroker, others: [PrivateBroker]) {
        let first = try RabbitNode(name: "quen1")
        try await first.start()
        let others = try (2...count).map { try RabbitNode(name: "quen\($0)", with: first) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for node in others { tasks.addTask { try await node.start() } }
            try await tasks.waitForAll()
        }
        for node in others { try await node.join() }
        return (PrivateBroker(first), others.map { PrivateBroker($0) })
    }

    private static func forSharing() async throws -> PrivateBroker {
        let environment = ProcessInfo.processInfo.environment
        guard let address = environment["QUEN_TEST_BROKER"], let page = environment["QUEN_TEST_MANAGEMENT"] else {
            return try await start()
        }
        return try PrivateBroker(address: address, management: page)
    }

    private init(_ node: RabbitNode) {
        self.node = node
        host = "127.0.0.1"
        amqpPort = node.ports.amqp
        user = node.user
        password = node.password
        management = BrokerManagement(
            address: "http://127.0.0.1:\(node.ports.management)", user: node.user, password: node.password)
    }

    private init(address: String, management page: String) throws {
        guard let parts = URLComponents(string: address), let host = parts.host, let user = parts.user,
            let password = parts.password
        else { throw PrivateBrokerError.badAddress(variable: "QUEN_TEST_BROKER") }
        node = nil
        self.host = host
        self.user = user
        self.password = password
        amqpPort = parts.port ?? 5672
        management = BrokerManagement(address: page, user: user, password: password)
    }

    // MARK: - Virtual hosts

    /// A fresh virtual host with the topology in it. Its users are made too, all with the administrator's password;
    /// users are the broker's, their permissions the virtual host's.
    public func virtualHost(_ topology: Topology) async throws -> VirtualHost {
        let name = "test-\(UUID().uuidString.prefix(8).lowercased())"
        for user in topology.users {
            let body = try JSONEncoder().encode(["password": password, "tags": ""])
            try await management.send("PUT", ["users", user.name], json: body)
        }
        try await management.send("PUT", ["vhosts", name])
        let everything = try JSONEncoder().encode(["configure": ".*", "write": ".*", "read": ".*"])
        try await management.send("PUT", ["permissions", name, user], json: everything)
        try await management.send("POST", ["definitions"], json: topology.definitions(vhost: name))
        return VirtualHost(name: name, broker: self)
    }

    /// As `virtualHost`, and deletes it when `body` ends.
    public func withVirtualHost<T>(
        _ topology: Topology, _ body: (VirtualHost) async throws -> T
    ) async throws -> T {
        let host = try await virtualHost(topology)
        let result: T
        do {
            result = try await body(host)
        } catch {
            try await host.delete()
            throw error
        }
        try await host.delete()
        return result
    }

    /// The port for TLS and the certificate to trust, which names `localhost`. A broker of `QUEN_TEST_BROKER` has none.
    public var tls: (port: Int, caFile: String)? { node.map { ($0.ports.tls, $0.certificate.path) } }

    // MARK: - Life and death

    /// Kills the node as a power cut does; its data stay.
    public func kill9() async throws { try await ownNode().kill9() }

    /// Stops the node's process in its tracks, as a network that swallows everything; `thaw()` lets it go on.
    public func freeze() async throws { try await ownNode().setFrozen(true) }

    public func thaw() async throws { try await ownNode().setFrozen(false) }

    /// Starts the node again, after stopping it in good order if it runs, and returns when it answers.
    public func restart() async throws { try await ownNode().restart() }

    /// Ends a broker that `start()` gave and removes its folder; it ends with the process otherwise.
    public func stop() async throws { try await node?.remove() }

    /// Runs `rabbitmqctl` with the arguments and returns its output.
    @discardableResult
    public func control(_ arguments: String...) async throws -> String { try await control(arguments) }

    @discardableResult
    public func control(_ arguments: [String]) async throws -> String { try await ownNode().control(arguments) }

    private func ownNode() throws -> RabbitNode {
        guard let node else { throw PrivateBrokerError.notOurs }
        return node
    }
}
