import Foundation
import Messages
import Messaging
import TestKit
import Testing

extension FaultTests {
    /// The broker's topology: who may do what, and what happens when somebody changes it.
    @Suite struct TopologyAndRights {
        @Test func whatIsForbiddenIsRefusedAndWhatIsAllowedWorks() async throws {
            try await Fault.run(23, "forbidden broker acts by each user") {
                var line = ""
                try await Installation.with(
                    outsideSystems: ["test"], notificationConsumers: ["test"], start: []
                ) { line = try await acts(BrokerActs($0)) }
                return line
            }
        }

        private func acts(_ broker: BrokerActs) async throws -> String {
            var refused = 0
            func expect(_ code: Int, _ what: String, _ act: () async throws -> Int) async throws {
                let found = try await act()
                try Fault.require(found == code, "\(what): \(found) instead of \(code)")
                if code != 0 { refused += 1 }
            }
            let services = ServiceName.allCases.map(\.rawValue)
            for (index, user) in services.enumerated() {
                let other = services[(index + 1) % services.count]
                try await expect(0, "\(user) writes its own") {
                    try await broker.publish(user, "quen.events", "\(user).x.y.v1")
                }
                try await expect(0, "\(user) reads its own") { try await broker.read(user, "\(user).events") }
                try await expect(403, "\(user) writes as \(other)") {
                    try await broker.publish(user, "quen.events", "\(other).x.y.v1")
                }
                try await expect(403, "\(user) reads \(other)'s") { try await broker.read(user, "\(other).events") }
                try await expect(403, "\(user) writes inbound") {
                    try await broker.publish(user, "quen.inbound", "ext.test.x.y.v1")
                }
                try await expect(406, "\(user) says it is \(other)") {
                    try await broker.publish(user, "quen.events", "\(user).x.y.v1", claiming: other)
                }
            }
            let (system, consumer) = ("ext.test", "sub.test")
            try await expect(0, "\(system) writes its own") {
                try await broker.publish(system, "quen.inbound", "ext.test.x.y.v1", claiming: system)
            }
            try await expect(0, "\(system) reads its own") { try await broker.read(system, "ext.test.replies") }
            try await expect(0, "\(consumer) reads its own") { try await broker.read(consumer, "sub.test") }
            try await expect(403, "\(system) writes as another") {
                try await broker.publish(system, "quen.inbound", "ext.other.x.y.v1")
            }
            try await expect(406, "\(system) says it is another") {
                try await broker.publish(system, "quen.inbound", "ext.test.x.y.v1", claiming: "ext.other")
            }
            try await expect(403, "\(consumer) writes alerts") {
                try await broker.publish(consumer, "quen.notifications", "notify.x.v1")
            }
            for user in services + [system, consumer] {
                if user != "customers" {
                    try await expect(403, "\(user) writes events") {
                        try await broker.publish(user, "quen.events", "customers.customer.created.v1")
                    }
                    try await expect(403, "\(user) reads events") { try await broker.read(user, "customers.events") }
                }
                try await expect(403, "\(user) uses the default exchange") {
                    try await broker.publish(user, "", "customers.events")
                }
                try await expect(403, "\(user) declares a queue") { try await broker.declare(user) }
            }
            return "\(refused) acts of \(services.count + 2) users refused with 403 or 406, the right ones work"
        }

        @Test func driftIsNamedAndMended() async throws {
            try await Fault.run(25, "topology drift: unbound, permission, argument, queue deleted") {
                try await Installation.forFault([.pipeline, .contracts]) { try await Drift($0).run() }
            }
        }
    }
}

/// What a user of the broker may try. Each returns the code of the refusal, or 0.
struct BrokerActs {
    let installation: Installation
    private let declares = "/usr/bin/amqp-declare-queue"

    init(_ installation: Installation) throws {
        self.installation = installation
        guard FileManager.default.isExecutableFile(atPath: declares) else {
            throw NotPossibleHere(why: "\(declares) is missing: install amqp-tools")
        }
    }

    func publish(_ user: String, _ exchange: String, _ key: String, claiming: String? = nil) async throws -> Int {
        let publisher = try await RabbitBroker(installation.host.configuration(user: user)).openPublisher()
        try await publisher.publish([
            OutboundMessage(
                exchange: exchange, routingKey: key, isMandatory: false,
                properties: MessageProperties(userID: claiming),
                body: Array("{}".utf8))
        ])
        var code: Int?
        while code == nil {
            for event in try await publisher.nextEvents() {
                switch event {
                case .confirmed: code = 0
                case .closed(.channel(let refusal, _)): code = refusal
                case .closed(let error): throw error
                default: break
                }
            }
        }
        await publisher.close()
        return code ?? -1
    }

    func read(_ user: String, _ queue: String) async throws -> Int {
        do {
            try await RabbitBroker(installation.host.configuration(user: user)).openConsumer(queue: queue, prefetch: 1)
                .close()
            return 0
        } catch BrokerError.channel(let code, _) {
            return code
        }
    }

    func declare(_ user: String) async throws -> Int {
        let configuration = installation.host.configuration(user: user)
        let log = "\(installation.directory)/log/declare-\(UUID().uuidString).txt"
        let process = try ManagedProcess(
            declares,
            [
                "--server", "127.0.0.1", "--port", "\(configuration.port)", "--vhost", configuration.virtualHost,
                "--username", user, "--password", configuration.password(), "--queue", "test-of-\(user)",
            ], environment: [:], log: log)
        try await waitUntil("the declaration", atMost: .seconds(20)) { !process.isRunning }
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return process.status == 0 ? 0 : text.contains("403") || text.contains("ACCESS_REFUSED") ? 403 : -1
    }
}

/// Changes of the topology behind Quen's back, one after the other, each named and mended.
private struct Drift {
    let installation: Installation
    let ledger: FaultLedger
    let traffic: Traffic

    init(_ installation: Installation) {
        self.installation = installation
        ledger = FaultLedger(installation, .product)
        traffic = Traffic(installation, .product)
    }

    private var vhost: String { installation.host.name }

    private func send(_ method: String, _ path: [String], _ json: String? = nil) async throws -> Data {
        try await installation.host.management.send(method, path, json: json.map { Data($0.utf8) })
    }

    func run() async throws -> String {
        try await ledger.watch()
        _ = try await installation.quen("topology", "verify")
        try await traffic.send(50)
        try await ledger.isExact(50)
        try await unbind()
        try await permission()
        try await deleted()
        try await argument()
        return "each named by verify and mended by apply, \(try await ledger.isExact(200))"
    }

    /// `names` are what `verify` must say.
    private func isNamed(_ names: [String]) async throws {
        let text = try await installation.quen("topology", "verify", expect: 1)
        for name in names { try Fault.require(text.contains(name), "verify does not name \(name): \(text)") }
    }

    private func mend() async throws {
        _ = try await installation.quen("topology", "apply")
        _ = try await installation.quen("topology", "verify")
    }

    private func unbind() async throws {
        try await installation.unbind("contracts.events", key: "pipeline.product.#")
        try await isNamed(["contracts.events", "pipeline.product.#"])
        try await traffic.send(50)
        try await waitUntil("returned events to be held", atMost: .seconds(30)) {
            await installation.metric("quen_outbox_held", .pipeline) ?? 0 > 0
        }
        try await mend()
        try await ledger.isExact(100)
    }

    private func permission() async throws {
        _ = try await send(
            "PUT", ["permissions", vhost, "pipeline"], #"{"configure":".*","write":".*","read":".*"}"#)
        try await isNamed(["pipeline"])
        try await mend()
    }

    private func deleted() async throws {
        _ = try await send("DELETE", ["queues", vhost, "contracts.events"])
        try await isNamed(["contracts.events"])
        try await traffic.send(50)
        try await mend()
        try await ledger.isExact(150)
    }

    /// An argument cannot be changed, only the queue made anew, empty and with its reader stopped, as the remedy says.
    private func argument() async throws {
        try await installation.process(.contracts).terminate()
        _ = try await send("DELETE", ["queues", vhost, "contracts.events"])
        _ = try await send(
            "PUT", ["queues", vhost, "contracts.events"],
            #"{"durable":true,"arguments":{"x-queue-type":"quorum"}}"#)
        try await isNamed(["contracts.events"])
        _ = try await installation.quen("topology", "apply", expect: 1)
        _ = try await send("DELETE", ["queues", vhost, "contracts.events"])
        try await mend()
        try installation.start(.contracts)
        try await installation.waitReady(.contracts)
        try await traffic.send(50)
    }
}
