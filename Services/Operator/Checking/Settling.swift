import Foundation
import Messages
import Messaging
import ServiceKit

/// Waits until no message is on its way between the services.
struct Settling: Sendable {
    /// The broker's figures are up to 5 s old: what must be empty has to look empty for longer.
    private static let quiet = Duration.seconds(6)

    private let services: [AdminClient]
    private let management: ManagementAPI

    init(_ services: [AdminClient], _ management: ManagementAPI) {
        self.services = services
        self.management = management
    }

    /// Throws where something still waits after `limit`, naming it.
    func wait(within limit: Duration) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        var (emptySince, lastTaken): (ContinuousClock.Instant?, Int?) = (nil, nil)
        while true {
            let statuses = try await self.statuses()
            let waiting = try await SettledState(statuses: statuses, queues: queues()).waiting
            // Messages taken in since the last look may have caused others.
            let taken = statuses.map(\.inbox).reduce(0, +)
            if !waiting.isEmpty || taken != lastTaken { emptySince = nil }
            lastTaken = taken
            if waiting.isEmpty {
                let since = emptySince ?? clock.now
                if since.duration(to: clock.now) >= Self.quiet { return }
                emptySince = since
            }
            guard clock.now < deadline else {
                throw OperatorError(
                    "Not settled after \(limit.components.seconds) s: \(waiting.isEmpty ? "messages still arrive" : waiting.joined(separator: "; ")). quen doctor says what is wrong."
                )
            }
            try await clock.sleep(for: .milliseconds(500))
        }
    }

    private func statuses() async throws -> [KernelStatus] {
        var statuses: [KernelStatus] = []
        for client in services { statuses.append(try await client.status()) }
        return statuses
    }

    /// The queues of the services that the configuration names.
    private func queues() async throws -> [String: QueueObservation] {
        let names = Set(services.map(\.service))
        return try await management.queues(
            Catalogue.topology().queues.map(\.name).filter { names.contains(String($0.prefix { $0 != "." })) })
    }
}

/// One look at the installation: what is still on its way.
struct SettledState {
    var statuses: [KernelStatus]
    var queues: [String: QueueObservation]

    var waiting: [String] {
        let outboxes = statuses.filter { $0.outboxPending > 0 }.map {
            "\($0.service): \($0.outboxPending) in the outbox"
        }
        let retries = statuses.compactMap { status -> String? in
            let count = (status.deferred["retry"] ?? 0) + (status.deferred["blocked"] ?? 0)
            return count > 0 ? "\(status.service): \(count) messages put aside" : nil
        }
        let queued = queues.sorted { $0.key < $1.key }.compactMap { name, observation -> String? in
            switch observation {
            case .detail(let detail) where (detail.messages ?? 0) == 0: nil
            case .detail(let detail): "\(name): \(detail.messages ?? 0) messages"
            case .missing: "\(name) is missing"
            case .noAnswer: "\(name) does not answer"
            }
        }
        return outboxes + retries + queued
    }
}
