import Crypto
import Foundation
import Messaging
import TestKit
import Testing

extension Topology {
    /// The test topology with a user that has a permission of each kind.
    static let withUser: Topology = {
        var topology = Topology.test
        topology.users = [
            User(
                "drift-customers", write: "^events$", read: "^work$",
                topics: [TopicPermission("events", write: "^customers\\.", read: "^customers\\.")])
        ]
        topology.policies[0].maxLengthBytes = 1_000_000
        topology.policies[1].messageTTLMilliseconds = 604_800_000
        return topology
    }()
}

@Suite struct TopologyDefinitionsTests {
    private static let vhost = "quen"

    /// The example of RabbitMQ's documentation.
    @Test func aPasswordIsHashedAsTheBrokerDoes() {
        let hash = RabbitPasswordHash.make(password: "test12", salt: 0x908D_C60A) { Array(SHA256.hash(data: $0)) }
        #expect(hash == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR")
    }

    @Test func whatIsRenderedHasNoDrift() throws {
        #expect(try drift(Topology.withUser).isEmpty)
    }

    @Test func aUserWithoutAHashIsLeftToItsPassword() throws {
        let text = String(decoding: try Topology.withUser.definitions(vhost: "quen"), as: UTF8.self)
        #expect(!text.contains("password_hash"))
        #expect(text.contains("\"configure\" : \"^$\""))
        #expect(text.contains("\"x-delivery-limit\" : 1000000"))
        #expect(text.contains("\"x-single-active-consumer\" : true"))
        #expect(text.contains("\"alternate-exchange\" : \"unrouted\""))
    }

    @Test func everyDifferenceIsNamed() throws {
        var actual = Topology.withUser
        actual.exchanges[1].alternate = nil
        actual.queues[0].overflow = .dropHead
        actual.queues.removeLast()
        actual.queues.append(.init("foreign", isSingleActiveConsumer: false, overflow: .dropHead))
        actual.bindings[0].key = "customers.customer.#"
        actual.users[0].write = ".*"
        actual.users[0].topics = []
        actual.policies[0].maxLength = 11
        #expect(
            try drift(actual) == [
                "exchange inbound differs: alternate-exchange is not set, should be unrouted",
                "queue work differs: x-overflow is drop-head, should be reject-publish",
                "queue unrouted is missing",
                "binding of queue work to exchange events with key customers.# is missing",
                "permission of user drift-customers differs: write is .*, should be ^events$",
                "topic permission of user drift-customers on exchange events is missing",
                "policy small differs: max-length is 11, should be 10",
                "queue foreign is unexpected",
                "binding of queue work to exchange events with key customers.customer.# is unexpected",
            ])
    }

    @Test func ignoredNamesAndOtherHostsAreLeftAlone() throws {
        var actual = Topology.withUser
        actual.queues.append(.init("pipeline.bootstrap", isSingleActiveConsumer: true, overflow: .rejectPublish))
        actual.bindings.append(.init("events", "pipeline.bootstrap", "pipeline.#"))
        actual.users.append(.init("operator", write: ".*", read: ".*", topics: []))
        #expect(try drift(actual).count == 3)
        #expect(
            try drift(actual, ignoredQueues: ["pipeline.bootstrap"], ignoredUsers: ["operator"]).isEmpty)
    }

    private func drift(
        _ actual: Topology, ignoredQueues: Set<String> = [], ignoredUsers: Set<String> = []
    ) throws -> [String] {
        let hashes = Dictionary(uniqueKeysWithValues: actual.users.map { ($0.name, "x") })
        let json = try actual.definitions(vhost: Self.vhost, passwordHashes: hashes)
        return try TopologyDrift(
            from: .withUser, virtualHost: Self.vhost, virtualHostDefinitions: json, serverDefinitions: json,
            ignoredQueues: ignoredQueues, ignoredUsers: ignoredUsers
        ).differences.map(\.description)
    }
}
