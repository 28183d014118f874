import Foundation
import ServiceKit

/// What asking one service gave.
struct ServiceObservation: Sendable {
    var service: String
    /// Why it could not be asked.
    var fault: String?
    var isReady = false
    var status: KernelStatus?
    /// By how many seconds its clock is ahead of this machine's; known to a second.
    var clockAhead: Int?
    var bootstraps: [BootstrapStatus] = []
    var comparisons: [ComparisonStatus] = []
    var restoration: RestorationStatus?
    var backups: BackupKeeper.Status?
    var listeners: [ListenerStatus] = []
    /// Sign-in names of accounts that administer others and have no second factor.
    var administratorsByPassword: [String] = []

    static func of(_ clients: [AdminClient]) async throws -> [ServiceObservation] {
        try await withThrowingTaskGroup(of: (Int, ServiceObservation).self) { group in
            for (index, client) in clients.enumerated() { group.addTask { (index, try await of(client)) } }
            return try await group.reduce(into: [(Int, ServiceObservation)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func of(_ client: AdminClient) async throws -> ServiceObservation {
        var observation = ServiceObservation(service: client.service)
        do {
            let answer = try await client.endpoint.send("GET", ["readyz"], timeout: .seconds(10))
            observation.isReady = answer.isSuccess
            observation.clockAhead = answer.date.flatMap { secondsAhead($0, of: Date()) }
            observation.status = try await client.status()
            observation.bootstraps = try await client.bootstraps() ?? []
            observation.comparisons = try await client.comparisons() ?? []
            observation.restoration = try await client.restoration()
            observation.backups = try await client.backups()
            observation.listeners = try await client.listeners() ?? []
            let weak = try await client.report("weak-accounts", by: "second-factor")
            observation.administratorsByPassword = weak?.rows.compactMap(\.first) ?? []
        } catch let error as NoAnswer {
            observation.fault = error.reason
        } catch let error as OperatorError {
            observation.fault = error.description
        }
        return observation
    }

    /// - Parameter header: an HTTP date (RFC 9110).
    static func secondsAhead(_ header: String, of now: Date) -> Int? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter.date(from: header).map { Int($0.timeIntervalSince(now).rounded()) }
    }

    static func table(_ observations: [ServiceObservation]) -> TextTable {
        TextTable(
            columns: ["service", "state", "site", "outbox", "held", "parked", "put aside", "holes", "timers late"],
            rows: observations.map(\.cells))
    }

    private var cells: [String] {
        guard let status else { return [service, fault == nil ? "no status" : "away"] }
        let parked = status.deferred["parked"] ?? 0
        let others = status.deferred.values.reduce(0, +) - parked
        return [
            service, isReady ? "ready" : "not ready", status.site, "\(status.outboxPending)", "\(status.outboxHeld)",
            "\(parked)", "\(others)", "\(status.holes)", "\(status.timersLag)",
        ]
    }
}
