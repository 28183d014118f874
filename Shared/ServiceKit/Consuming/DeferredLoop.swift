import Foundation
import GRDB
import Logging
import Messages
import ServiceLifecycle
import Store

/// Tries again what was put aside, when it falls due, and then what waited behind it, in order.
struct DeferredLoop: Service {
    let appliers: [String: any MessageApplier]
    let store: ServiceStore
    let guarding: RunGuard
    let changed: Wakeup
    let logger: Logger
    /// Shut while a restored store has not heard from the others.
    let gate: Gate
    static let followersPerTransaction = 100

    func run() async throws {
        store.onCommit { [changed] summary in if summary.signals.contains(.deferred) { changed.signal() } }
        try await cancelWhenGracefulShutdown {
            try await reviveKnown()
            while !Task.isCancelled {
                do {
                    let pause = try await retryDue()
                    try await changed.wait(atMost: pause)
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("retrying stopped", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// A newer release knows types that the one before put aside.
    private func reviveKnown() async throws {
        try await store.write(priority: .background) { transaction in
            let unknown = try DeferredRow.fetchAll(
                transaction.db, sql: "SELECT * FROM deferred WHERE state = 'unknown' ORDER BY number")
            for row in unknown where knows(row) {
                try transaction.db.execute(
                    sql: "UPDATE deferred SET state = 'retry', dueAt = ? WHERE number = ?",
                    arguments: [transaction.now, row.number])
            }
        }
    }

    private func knows(_ row: DeferredRow) -> Bool {
        guard let applier = appliers[row.queue], let type = row.type else { return true }
        return applier.knows(type)
    }

    /// Works through what is due; how long until the next.
    private func retryDue() async throws -> Duration {
        while true {
            let now = store.world.now()
            // What others say of copies is what a restored store waits for; the rest waits until it has heard them.
            let (isOpen, copies) = (gate.isOpen, Catalogue.copiesQueue(store.service))
            let due = try await store.read { db in
                try DeferredRow.fetchAll(
                    db,
                    sql:
                        "SELECT * FROM deferred WHERE state = 'retry' AND dueAt <= ? AND (? OR queue = ?) ORDER BY number LIMIT 20",
                    arguments: [now, isOpen, copies])
            }
            for row in due { try await retry(row) }
            guard due.isEmpty else { continue }
            let next = try await store.read { db in
                try Instant.fetchOne(
                    db, sql: "SELECT min(dueAt) FROM deferred WHERE state = 'retry' AND (? OR queue = ?)",
                    arguments: [isOpen, copies])
            }
            return next.map { min(max($0.since(store.world.now()), .milliseconds(1)), .seconds(60)) } ?? .seconds(60)
        }
    }

    private func retry(_ row: DeferredRow) async throws {
        guard guarding.isCareful else {
            return try await store.write(priority: .background) { try retry(row, $0) }
        }
        try await guarding.carefully("deferred|\(row.number)") { transaction, mayRun in
            if mayRun { return try retry(row, transaction) }
            try transaction.deferAgain(
                row, dueAt: nil, code: "kills-process", reason: "the process died each time it was applied")
            try appliers[row.queue]?.giveUp(row.unit, in: transaction)
        }
    }

    private func retry(_ row: DeferredRow, _ transaction: Transaction) throws {
        guard try apply(row, transaction) else { return }
        try releaseFollowers(of: row, transaction)
    }

    /// `false` where it failed again and waits on.
    private func apply(_ row: DeferredRow, _ transaction: Transaction) throws -> Bool {
        guard let applier = appliers[row.queue] else {
            // Left due it would be found again at once, for ever.
            try transaction.deferAgain(
                row, dueAt: nil, code: "no-such-queue", reason: "\(row.queue) is not consumed by this release")
            return false
        }
        let applied = {
            try transaction.attempt {
                try TestHooks.shared.works(on: Array(row.body))
                _ = try applier.apply(row.unit, isRetry: true, in: transaction)
            }
        }
        do { try applied() } catch let error where StoreError.isInfrastructure(error) {
            throw error
        } catch {
            if case ConsumingError.hole(let after) = error, let envelope = row.unit.message?.envelope {
                try transaction.noteHole(envelope, after: after)
                try transaction.db.execute(
                    sql: "UPDATE deferred SET state = 'blocked', dueAt = NULL, code = 'hole' WHERE number = ?",
                    arguments: [row.number])
                return false
            }
            let report = FailureReport(error)
            let delay =
                report.isPermanent
                ? nil : RetrySchedule.delay(afterAttempts: row.attempts, jitter: .random(in: 0..<1))
            try transaction.deferAgain(
                row, dueAt: delay.map(transaction.now.adding), code: report.code, reason: report.reason)
            if delay == nil { try applier.giveUp(row.unit, in: transaction) }
            return false
        }
        try transaction.db.execute(sql: "DELETE FROM deferred WHERE number = ?", arguments: [row.number])
        return true
    }

    /// Applies those that waited behind `row`, until one fails in its turn. What is left over the limit falls due at once.
    private func releaseFollowers(of row: DeferredRow, _ transaction: Transaction) throws {
        guard row.isStep, let source = row.source, let subject = row.subject else { return }
        let followers = try DeferredRow.fetchAll(
            transaction.db,
            sql: "SELECT * FROM deferred WHERE source = ? AND subject = ? AND isStep ORDER BY number LIMIT ?",
            arguments: [source, subject, Self.followersPerTransaction + 1])
        for (index, follower) in followers.enumerated() where follower.state == .blocked {
            if index == Self.followersPerTransaction {
                return try transaction.db.execute(
                    sql: "UPDATE deferred SET state = 'retry', dueAt = ? WHERE number = ?",
                    arguments: [transaction.now, follower.number])
            }
            guard try apply(follower, transaction) else { return }
        }
    }
}

/// A service group names its services in words: without this it would print all that they hold, at each start.
extension DeferredLoop: CustomStringConvertible {
    var description: String { "deferred messages" }
}
