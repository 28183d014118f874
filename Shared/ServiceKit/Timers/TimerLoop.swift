import Foundation
import GRDB
import Logging
import Messages
import ServiceLifecycle
import Store

/// What happens when a timer of a kind falls due, in the transaction that marks it fired.
public struct TimerHandler: Sendable {
    public let kind: String
    let fire: @Sendable (Transaction, TimerRow) throws -> Void

    public init(_ kind: String, _ fire: @escaping @Sendable (Transaction, TimerRow) throws -> Void) {
        self.kind = kind
        self.fire = fire
    }
}

/// Sleeps until the next timer falls due (at most a minute, which covers a clock that jumps) and fires what is due, each
/// exactly once. An earlier timer wakes it at the commit that sets it.
struct TimerLoop: Service {
    let handlers: [String: TimerHandler]
    let store: ServiceStore
    let guarding: RunGuard
    let changed: Wakeup
    let metrics: KitMetrics
    let logger: Logger
    let gate: Gate
    static let perTransaction = 100

    func run() async throws {
        store.onCommit { [changed] summary in if summary.earliestTimer != nil { changed.signal() } }
        await cancelWhenGracefulShutdown {
            guard await gate.passes() else { return }
            while !Task.isCancelled {
                do {
                    let pause = try await fireDue()
                    try await changed.wait(atMost: pause)
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("timers stopped", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    private func fireDue() async throws -> Duration {
        while true {
            let now = store.world.now()
            let due = try await store.read { db in try TimerRow.due(db, at: now, limit: Self.perTransaction) }
            guard !due.isEmpty else { break }
            if guarding.isCareful {
                for timer in due { try await fireCarefully(timer) }
            } else {
                try await store.write(priority: .background) { transaction in
                    for timer in due { try fire(timer, transaction) }
                }
            }
        }
        let next = try await store.read { db in try TimerRow.nextDue(db) }
        return next.map { min(max($0.since(store.world.now()), .milliseconds(1)), .seconds(60)) } ?? .seconds(60)
    }

    private func fireCarefully(_ timer: TimerRow) async throws {
        try await guarding.carefully(timer.unit) { transaction, mayRun in
            guard mayRun else { return try park(timer, "the process died each time it fired", transaction) }
            try fire(timer, transaction)
        }
    }

    private func fire(_ timer: TimerRow, _ transaction: Transaction) throws {
        guard let handler = handlers[timer.kind] else { return try park(timer, "no handler", transaction) }
        do {
            transaction.act(
                because: Cause(origin: .timer, reference: "\(timer.kind) \(timer.subject) \(timer.occurrence)"))
            try transaction.attempt {
                try TestHooks.shared.works(on: Array(timer.unit.utf8))
                guard try transaction.fire(timer) else { return }
                try handler.fire(transaction, timer)
                metrics.timersFired.increment()
            }
        } catch let error where StoreError.isInfrastructure(error) {
            throw error
        } catch {
            try postpone(timer, FailureReport(error), transaction)
        }
    }

    private func postpone(_ timer: TimerRow, _ report: FailureReport, _ transaction: Transaction) throws {
        logger.warning("timer failed", metadata: ["timer": "\(timer.unit)", "reason": "\(report.reason)"])
        guard let delay = RetrySchedule.delay(afterAttempts: timer.attempts, jitter: .random(in: 0..<1)) else {
            return try park(timer, report.reason, transaction)
        }
        try transaction.postpone(timer, until: transaction.now.adding(delay), reason: report.reason)
    }

    private func park(_ timer: TimerRow, _ reason: String, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                UPDATE timer SET state = 'parked', reason = ?, changedAt = ?
                WHERE kind = ? AND subject = ? AND occurrence = ?
                """, arguments: [reason, transaction.now, timer.kind, timer.subject, timer.occurrence])
    }
}

/// A service group names its services in words: without this it would print all that they hold, at each start.
extension TimerLoop: CustomStringConvertible {
    var description: String { "timers" }
}
