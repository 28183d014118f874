import Foundation
import Messages
import Messaging

/// Brings the broker to the topology, and names what differs from it.
struct TopologyKeeper: Sendable {
    let management: ManagementAPI
    let secrets: SecretFiles
    let topology: Topology
    /// The user by whom the tool itself gets in; not part of the topology.
    let adminUser: String

    /// What `apply` did.
    struct Outcome: Sendable, Equatable {
        var madeQueues: [String]
        var changedPasswords: [String]
        /// What an import cannot mend.
        var remaining: [TopologyDrift.Difference]
    }

    init(_ configuration: OperatorConfiguration) throws {
        management = try configuration.management()
        secrets = configuration.secrets
        topology = try configuration.topology()
        adminUser = configuration.broker.adminUser
    }

    /// Makes what is missing and mends what differs; never deletes. Idempotent.
    func apply() async throws -> Outcome {
        try await management.ensureVirtualHost(user: adminUser)
        let before = try await drift()
        let (hashes, changed) = try await passwordHashes()
        try await management.importDefinitions(
            try topology.definitions(vhost: management.vhost, passwordHashes: hashes))
        let missing = Set(before.filter { $0.kind == .missing }.map(\.object))
        return Outcome(
            madeQueues: topology.queues.map(\.name).filter { missing.contains("queue \($0)") },
            changedPasswords: changed, remaining: try await drift())
    }

    func drift() async throws -> [TopologyDrift.Difference] {
        let virtualHost = try await management.virtualHostDefinitions()
        return try TopologyDrift(
            from: topology, virtualHost: management.vhost, virtualHostDefinitions: virtualHost,
            serverDefinitions: try await management.serverDefinitions(),
            ignoredQueues: try Self.bootstrapQueues(virtualHost), ignoredUsers: [adminUser]
        ).differences
    }

    /// Users whose password on the broker is not the one in their secret's file.
    func usersWithAnotherPassword() async throws -> [String] {
        let stored = try await storedHashes()
        return try topology.users.map(\.name).filter { user in
            guard let hash = stored[user] else { return false }
            return !PasswordCheck.hash(hash, belongsTo: try secrets.read(file: secrets.file(ofBrokerUser: user)))
        }
    }

    /// Returns once every queue has a leader.
    func waitForLeaders(within limit: Duration) async throws {
        let (clock, names) = (ContinuousClock(), topology.queues.map(\.name))
        let deadline = clock.now + limit
        while true {
            let leaderless = try await management.queues(names).filter { !$0.value.hasLeader }.keys.sorted()
            if leaderless.isEmpty { return }
            guard clock.now < deadline else {
                throw OperatorError(
                    "No leader after \(limit.components.seconds) s: \(leaderless.joined(separator: ", ")). \(QueueFindings.leaderRemedy)"
                )
            }
            try await clock.sleep(for: .milliseconds(250))
        }
    }

    /// Those that fit are kept as they are, so that to apply twice changes nothing.
    private func passwordHashes() async throws -> (hashes: [String: String], changed: [String]) {
        let stored = try await storedHashes()
        var (hashes, changed): ([String: String], [String]) = ([:], [])
        for user in topology.users.map(\.name) {
            let password = try secrets.read(file: secrets.file(ofBrokerUser: user))
            if let hash = stored[user], PasswordCheck.hash(hash, belongsTo: password) {
                hashes[user] = hash
            } else {
                hashes[user] = PasswordCheck.hash(password)
                if stored[user] != nil { changed.append(user) }
            }
        }
        return (hashes, changed)
    }

    private func storedHashes() async throws -> [String: String] {
        try await management.users().reduce(into: [:]) { $0[$1.name] = $1.passwordHash }
    }

    /// They exist only while a projection is rebuilt.
    private static func bootstrapQueues(_ definitions: Data) throws -> Set<String> {
        struct Queues: Decodable {
            struct Queue: Decodable { var name: String }
            var queues: [Queue]
        }
        let queues = try WireJSON.decode(Queues.self, from: definitions).queues
        return Set(queues.map(\.name).filter { $0.hasSuffix(".bootstrap") })
    }
}
