import Foundation
import GRDB
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store

/// Takes messages off one queue and applies them: a batch in one transaction, acknowledged after the commit.
///
/// A batch in which one throws is run again with a savepoint for each, so that the thrower alone is put aside. Nothing is
/// put aside for a fault of the store itself: the channel is closed once, and opened again when a write has succeeded.
struct Consumer: Service {
    let queue: String
    let applier: any MessageApplier
    let store: ServiceStore
    let broker: any Broker
    let guarding: RunGuard
    let deferredChanged: Wakeup
    let applied: AppliedVersions
    let metrics: KitMetrics
    let logger: Logger
    /// Shut while a restored store has not heard from the others.
    let gate: Gate
    /// Of the queue of events alone.
    var markers: QueueMarkers?
    var prefetch = 1000
    static let batchCount = 500
    static let batchBytes = 1_000_000

    /// A delivery that has been read.
    private struct Unit: Sendable {
        let delivery: Delivery
        let content: IncomingUnit
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var backoff = Backoff()
            guard await gate.passes() else { return }
            while !Task.isCancelled {
                do {
                    try await consume { backoff.reset() }
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("consuming stopped", metadata: ["queue": "\(queue)", "error": "\(error)"])
                    metrics.reconnects.increment()
                }
                try? await Task.sleep(for: backoff.next())
                await probe()
            }
        }
    }

    private func consume(_ succeeded: () -> Void) async throws {
        let consumer = try await broker.openConsumer(queue: queue, prefetch: prefetch)
        logger.info("consuming", metadata: ["queue": "\(queue)"])
        do {
            var units: [Unit] = []
            while true {
                if units.isEmpty {
                    units = read(try await consumer.next(maxCount: mostAtOnce, maxBytes: Self.batchBytes))
                }
                try Task.checkCancellation()
                // A batch once begun is finished, also when the process is asked to stop.
                let work = Task { [units] in try await process(units, consumer) }
                // What is there already is read while this one commits.
                let following = Result {
                    read(try consumer.takeBuffered(maxCount: mostAtOnce, maxBytes: Self.batchBytes))
                }
                try await work.value
                succeeded()
                units = try following.get()
            }
        } catch {
            await consumer.close()
            throw error
        }
    }

    private var mostAtOnce: Int { guarding.isCareful ? 1 : Self.batchCount }

    private func read(_ batch: [Delivery]) -> [Unit] {
        batch.map {
            Unit(
                delivery: $0,
                content: IncomingUnit(body: $0.body, routingKey: $0.routingKey, prepare: applier.prepare))
        }
    }

    private func process(_ batch: [Unit], _ consumer: any BrokerConsumer) async throws {
        guard let last = batch.last else { return }
        let units = batch.filter { markers?.isMarker($0.delivery) != true }.map(\.content)
        if !units.isEmpty { try await applyAll(units) }
        markers?.note(applied: batch.map(\.delivery))
        try await consumer.acknowledge(upTo: last.delivery.tag)
        metrics.consumed.increment(by: units.count)
        metrics.redelivered.increment(by: batch.count { $0.delivery.isRedelivered })
    }

    private func applyAll(_ units: [IncomingUnit]) async throws {
        if guarding.isCareful {
            for unit in units { try await applyCarefully(unit) }
        } else {
            try await apply(units)
        }
        applied.note(units)
        await TestHooks.shared.reached("consumer-committed")
    }

    /// All in one transaction without savepoints; where one throws, again with a savepoint each.
    private func apply(_ units: [IncomingUnit]) async throws {
        do {
            try await store.write(priority: .background) { transaction in
                for unit in units { try applyOne(unit, transaction) }
            }
        } catch let error where StoreError.isInfrastructure(error) {
            throw error
        } catch {
            try await store.write(priority: .background) { transaction in
                for unit in units { try applyOrDefer(unit, transaction) }
            }
            deferredChanged.signal()
        }
    }

    private func applyCarefully(_ unit: IncomingUnit) async throws {
        try await guarding.carefully(unit.name) { transaction, mayRun in
            if mayRun { try applyOrDefer(unit, transaction) } else { try park(unit, transaction) }
        }
        deferredChanged.signal()
    }

    /// Unrun, and once: delivered again it is there already.
    private func park(_ unit: IncomingUnit, _ transaction: Transaction) throws {
        if let envelope = unit.message?.envelope {
            guard try transaction.enterInbox(envelope) else { return metrics.duplicates.increment() }
        }
        try transaction.deferUnit(
            unit, queue: queue, isStep: applier.isStep(unit), state: .parked, dueAt: nil, code: "kills-process",
            reason: "the process died each time it was applied")
        try applier.giveUp(unit, in: transaction)
    }

    private func applyOne(_ unit: IncomingUnit, _ transaction: Transaction) throws {
        try TestHooks.shared.works(on: unit.body)
        let isStep = applier.isStep(unit)
        if isStep, let envelope = unit.message?.envelope, try transaction.isBlocked(envelope),
            try !transaction.fillsHole(envelope)
        {
            guard try transaction.enterInbox(envelope) else { return metrics.duplicates.increment() }
            return try transaction.deferUnit(
                unit, queue: queue, isStep: true, state: .blocked, dueAt: nil, code: nil, reason: nil)
        }
        switch try applier.apply(unit, isRetry: false, in: transaction) {
        case .applied: break
        case .appliedAfterGap: metrics.copyGaps.increment()
        case .duplicate: metrics.duplicates.increment()
        }
    }

    private func applyOrDefer(_ unit: IncomingUnit, _ transaction: Transaction) throws {
        do {
            try transaction.attempt { try applyOne(unit, transaction) }
        } catch let error where StoreError.isInfrastructure(error) {
            throw error
        } catch {
            try putAside(unit, error, transaction)
        }
    }

    private func putAside(_ unit: IncomingUnit, _ error: any Error, _ transaction: Transaction) throws {
        if let envelope = unit.message?.envelope {
            guard try transaction.enterInbox(envelope) else { return metrics.duplicates.increment() }
        }
        let report = FailureReport(error)
        var state = report.isPermanent ? DeferredRow.State.parked : .retry
        if case ConsumingError.unknownType = error { state = .unknown }
        if case ConsumingError.hole(let after) = error, let envelope = unit.message?.envelope {
            state = .blocked
            try transaction.noteHole(envelope, after: after)
        }
        let delay = RetrySchedule.delay(afterAttempts: 0, jitter: .random(in: 0..<1))
        try transaction.deferUnit(
            unit, queue: queue, isStep: applier.isStep(unit), state: state,
            dueAt: state == .retry ? delay.map(transaction.now.adding) : nil, code: report.code, reason: report.reason)
        if state == .parked { try applier.giveUp(unit, in: transaction) }
        metrics.deferred.increment()
        logger.warning(
            "message put aside",
            metadata: [
                "queue": "\(queue)", "event": "\(unit.message?.rawID ?? "-")", "state": "\(state.rawValue)",
                "code": "\(report.code)", "reason": "\(report.reason)",
                "correlation": "\(unit.message?.envelope.correlationid ?? "-")",
                "trace": "\(unit.message?.envelope.traceparent ?? "-")",
            ])
    }

    /// After a fault of the store nothing is consumed until a write succeeds. Trying is cheap, so it is tried often.
    private func probe() async {
        var backoff = Backoff(limit: .seconds(2))
        while !Task.isCancelled {
            do {
                return try await store.write(priority: .background) { transaction in
                    try transaction.db.execute(sql: "UPDATE relay SET position = position WHERE one = 1")
                }
            } catch {
                try? await Task.sleep(for: backoff.next())
            }
        }
    }
}

/// A service group names its services in words: without this it would print all that they hold, at each start.
extension Consumer: CustomStringConvertible {
    var description: String { "consumer of \(queue)" }
}
