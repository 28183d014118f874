import Foundation

extension Topology {
    /// Consumers back off by closing, and every unacknowledged message counts that as a delivery: a limit that could be
    /// reached would discard the innocent.
    private static let deliveryLimit = 1_000_000

    /// The topology as definitions JSON for `POST /api/definitions`; to import it twice changes nothing. It never
    /// deletes: what is too much stays and `TopologyDrift` names it.
    ///
    /// - Parameter passwordHashes: by user, from `RabbitPasswordHash`. A user without one is left out of `users`, keeps
    ///   its password and must exist, because permissions are written for every user.
    public func definitions(vhost: String, passwordHashes: [String: String] = [:]) throws -> Data {
        var rendered = rendered(vhost: vhost)
        rendered.users = rendered.users?.compactMap { user in
            guard let hash = passwordHashes[user.name] else { return nil }
            var user = user
            user.passwordHash = hash
            user.hashingAlgorithm = "rabbit_password_hashing_sha256"
            return user
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(rendered)
    }

    /// The definitions with every user, none with a password.
    func rendered(vhost: String) -> BrokerDefinitions {
        BrokerDefinitions(
            vhosts: [.init(name: vhost)],
            users: users.map { .init(name: $0.name, tags: .init([])) },
            permissions: users.map {
                .init(user: $0.name, vhost: vhost, configure: "^$", write: $0.write, read: $0.read)
            },
            topicPermissions: users.flatMap { user in
                user.topics.map {
                    .init(user: user.name, vhost: vhost, exchange: $0.exchange, write: $0.write, read: $0.read)
                }
            },
            exchanges: exchanges.map {
                .init(name: $0.name, vhost: vhost, type: $0.kind.rawValue, arguments: $0.arguments)
            },
            queues: queues.map { .init(name: $0.name, vhost: vhost, arguments: $0.arguments(Self.deliveryLimit)) },
            bindings: bindings.map {
                .init(source: $0.exchange, vhost: vhost, destination: $0.queue, routingKey: $0.key)
            },
            // Only one policy applies to a queue: the earlier in the list wins.
            policies: policies.enumerated().map { index, policy in
                .init(
                    name: policy.name, vhost: vhost, pattern: policy.pattern, priority: policies.count - index,
                    definition: policy.definition)
            })
    }
}

extension Topology.Exchange {
    fileprivate var arguments: [String: BrokerDefinitions.Argument] {
        alternate.map { ["alternate-exchange": .text($0)] } ?? [:]
    }
}

extension Topology.Queue {
    fileprivate func arguments(_ deliveryLimit: Int) -> [String: BrokerDefinitions.Argument] {
        var arguments: [String: BrokerDefinitions.Argument] = [
            "x-queue-type": .text("quorum"),
            "x-delivery-limit": .number(deliveryLimit),
            "x-overflow": .text(overflow.rawValue),
        ]
        if isSingleActiveConsumer { arguments["x-single-active-consumer"] = .flag(true) }
        return arguments
    }
}

extension Topology.Policy {
    fileprivate var definition: [String: BrokerDefinitions.Argument] {
        var definition: [String: BrokerDefinitions.Argument] = [:]
        definition["max-length"] = maxLength.map { .number($0) }
        definition["max-length-bytes"] = maxLengthBytes.map { .number($0) }
        definition["message-ttl"] = messageTTLMilliseconds.map { .number($0) }
        return definition
    }
}
