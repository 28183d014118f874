import Crypto
import Foundation
import Messaging
import TestKit
import Testing

extension MessagingSuites {
    /// The rendered topology against what RabbitMQ makes of it.
    @Suite(.enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1: RabbitMQ is not tested"))
    struct RabbitTopology {
        @Test func anAppliedTopologyHasNoDriftAndEachChangeIsNamed() async throws {
            let rabbit = try await PrivateBroker.shared()
            try await rabbit.withVirtualHost(.withUser) { host in
                #expect(try await drift(rabbit, host).isEmpty)
                try await host.deleteQueue("small")
                try await host.management.send("DELETE", ["policies", host.name, "ring"])
                let tags = try JSONEncoder().encode(["password": "x", "tags": "management"])
                try await host.management.send("PUT", ["users", "drift-customers"], json: tags)
                #expect(
                    try await drift(rabbit, host) == [
                        "queue small is missing",
                        "binding of queue small to exchange events with key small.*.done is missing",
                        "user drift-customers differs: tags is management, should be ",
                        "policy ring is missing",
                    ])
                let mended = try Topology.withUser.definitions(
                    vhost: host.name, passwordHashes: ["drift-customers": hash("new-password")])
                try await host.management.send("POST", ["definitions"], json: mended)
                #expect(try await drift(rabbit, host).isEmpty)
            }
        }

        @Test func aHashedPasswordOpensTheDoor() async throws {
            let rabbit = try await PrivateBroker.shared()
            try await rabbit.withVirtualHost(.withUser) { host in
                let json = try Topology.withUser.definitions(
                    vhost: host.name, passwordHashes: ["drift-customers": hash("mật khẩu")])
                try await host.management.send("POST", ["definitions"], json: json)
                var configuration = host.configuration(user: "drift-customers")
                configuration.password = { "mật khẩu" }
                let publisher = try await RabbitBroker(configuration).openPublisher()
                await publisher.close()
            }
        }

        private func hash(_ password: String) -> String {
            RabbitPasswordHash.make(password: password) { Array(SHA256.hash(data: $0)) }
        }

        private func drift(_ rabbit: PrivateBroker, _ host: VirtualHost) async throws -> [String] {
            try TopologyDrift(
                from: .withUser, virtualHost: host.name,
                virtualHostDefinitions: try await host.management.send("GET", ["definitions", host.name]),
                serverDefinitions: try await host.management.send("GET", ["definitions"]),
                ignoredUsers: [rabbit.user]
            ).differences.map(\.description)
        }
    }
}
