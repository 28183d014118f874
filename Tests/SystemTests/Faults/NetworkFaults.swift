import Foundation
import Messages
import TestKit
import Testing

extension FaultTests {
    /// Networks between the services and the broker that swallow, delay and cut.
    @Suite struct Network {
        /// Each service has a network of its own.
        private func through(
            _ proxies: [ServiceName: TCPProxy], _ installation: Installation
        ) async throws {
            for (service, proxy) in proxies {
                try installation.start(service, environment: ["QUEN_BROKER_PORT": "\(proxy.port)"])
            }
            for service in proxies.keys { try await installation.waitReady(service) }
        }

        @Test func aBlackHoleIsNoticedAndLosesNothing() async throws {
            let times = Fault.times(1, long: 3)
            try await Fault.run(6, "TCP black hole 60 s at the publisher, half-open at the consumer, \(times) times") {
                try await Installation.forFault([]) { installation in
                    let hole = try TCPProxy(to: installation.broker.amqpPort)
                    let halfOpen = try TCPProxy(to: installation.broker.amqpPort)
                    defer { [hole, halfOpen].forEach { $0.stop() } }
                    try await through([.pipeline: hole, .contracts: halfOpen], installation)
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    let traffic = Traffic(installation, .product)
                    var slowest = Slowest()
                    async let sending = traffic.send(times * 1400, perSecond: 20)
                    for _ in 0..<times {
                        try await Task.sleep(for: .seconds(1))
                        slowest = try await swallow(hole, halfOpen, installation, slowest)
                    }
                    _ = try await sending
                    let exact = try await ledger.isExact(times * 1400, within: .seconds(120))
                    try Fault.require(slowest.value <= .seconds(45), "noticed only after \(slowest.value)")
                    return "noticed after \(Fault.seconds(slowest.value)) at most, \(exact)"
                }
            }
        }

        private func swallow(
            _ hole: TCPProxy, _ halfOpen: TCPProxy, _ installation: Installation, _ before: Slowest
        ) async throws -> Slowest {
            var slowest = before
            let services: [ServiceName] = [.pipeline, .contracts]
            var reconnects: [ServiceName: Int] = [:]
            for service in services {
                reconnects[service] = await installation.metric("quen_amqp_reconnects_total", service) ?? 0
            }
            let start = ContinuousClock.now
            hole.swallow(true)
            halfOpen.forgetServerSides()
            for service in services {
                try await waitUntil("\(service) to notice", atMost: .seconds(58)) {
                    await installation.metric("quen_amqp_reconnects_total", service) ?? 0 > reconnects[service] ?? 0
                }
                slowest.note(since: start)
            }
            try await ContinuousClock().sleep(until: start + .seconds(60))
            hole.swallow(false)
            return slowest
        }

        @Test func aBadNetworkSlowsButLosesNothing() async throws {
            let seconds = Fault.times(40, long: 300)
            try await Fault.run(7, "200 ms latency and 2 % resets for \(seconds) s") {
                try await Installation.forFault([]) { installation in
                    let proxies = try [ServiceName.pipeline: 1, .contracts: 2].mapValues {
                        try TCPProxy(to: installation.broker.amqpPort, seed: Fault.seed + $0)
                    }
                    defer { proxies.values.forEach { $0.stop() } }
                    try await through(proxies, installation)
                    let ledger = FaultLedger(installation, .product)
                    try await ledger.watch()
                    proxies.values.forEach { $0.spoil(delay: .milliseconds(200), resetPercent: 2) }
                    let end = ContinuousClock.now + .seconds(seconds)
                    let traffic = Traffic(installation, .product)
                    try await traffic.send(seconds * 20, perSecond: 20)
                    try await ContinuousClock().sleep(until: end)
                    let under = try await ledger.applied(.contracts)
                    proxies.values.forEach { $0.spoil(delay: .zero, resetPercent: 0) }
                    let exact = try await ledger.isExact(seconds * 20, within: .seconds(120))
                    let resets = proxies.values.reduce(0) { $0 + $1.resets }
                    try Fault.require(resets > 0, "no connection was reset")
                    try Fault.require(under > seconds * 5, "only \(under) events came through meanwhile")
                    return "\(resets) resets, \(under) events came through meanwhile, \(exact)"
                }
            }
        }
    }
}
