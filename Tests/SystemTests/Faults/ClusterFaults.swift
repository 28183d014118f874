import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Fault 30: a broker of three nodes, reached through a balancer.
    @Suite struct Cluster {
        @Test func aKilledLeaderLosesNothingAndPausesShortly() async throws {
            try await Fault.run(30, "three-node cluster, leader of all queues killed") {
                let (broker, others) = try await PrivateBroker.startCluster(3)
                let result: Result<String, any Error>
                do { result = .success(try await killLeader(broker, others)) } catch { result = .failure(error) }
                for node in others { try await node.stop() }
                return try result.get()
            }
        }

        private func killLeader(_ broker: PrivateBroker, _ others: [PrivateBroker]) async throws -> String {
            let balancer = try TCPProxy(to: broker.amqpPort, others[0].amqpPort, others[1].amqpPort)
            defer { balancer.stop() }
            var line = ""
            try await Installation.with(
                outsideSystems: [Traffic.system], environment: [:], broker: broker, start: []
            ) { installation in
                for service in [ServiceName.pipeline, .contracts] {
                    try installation.start(service, environment: ["QUEN_BROKER_PORT": "\(balancer.port)"])
                    try await installation.waitReady(service)
                }
                let ledger = FaultLedger(installation, .product)
                try await ledger.watch()
                let leader = try await leader(of: "contracts.events", installation)
                try Fault.require(leader == "quen1@localhost", "the leader is \(leader)")
                let traffic = Traffic(installation, .product, port: balancer.port)
                async let sending = traffic.send(1200, perSecond: 30)
                try await ledger.waitForApplied(200, .contracts)
                try await broker.kill9()
                _ = try await sending
                let exact = try await ledger.isExact(1200, within: .seconds(120))
                let pause = try await StoreReader(installation, .contracts).double(
                    """
                    SELECT max(gap) FROM (SELECT (at - lag(at) OVER (ORDER BY n)) * 86400.0 AS gap FROM testAudit)
                    """)
                try Fault.require(pause <= 15, "nothing came for \(pause) s")
                line = "longest pause \(Fault.seconds(.seconds(pause))), \(exact)"
            }
            return line
        }

        private func leader(of queue: String, _ installation: Installation) async throws -> String {
            struct Queue: Decodable {
                var leader: String?
                var members: [String]?
            }
            let text = try await installation.host.management.send("GET", ["queues", installation.host.name, queue])
            let found = try JSONDecoder().decode(Queue.self, from: text)
            try Fault.require(found.members?.count == 3, "\(queue) has the members \(found.members ?? [])")
            return found.leader ?? "nobody"
        }
    }
}
