import Foundation
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store
import Synchronization

/// Publishes the outbox in its order (MSG: at least once if and only if committed). Woken by the commit, which hands the
/// new rows over in memory; the store is read only after a start or when more came than are kept. The position is
/// written with at most a second's delay: a crash sends again what was confirmed since, and consumers drop it.
final class Relay: Service {
    private let store: ServiceStore
    private let broker: any Broker
    private let metrics: KitMetrics
    private let logger: Logger
    private let handedOver = Mutex(HandedOver())
    private let wakeup = Wakeup()
    static let window = 1000
    static let keptInMemory = 10_000
    static let flushTime = Duration.seconds(5)

    /// Rows of recent commits. `isComplete`: nothing between the last read and these is missing.
    private struct HandedOver {
        var rows: [OutboxRow] = []
        var isComplete = false
    }

    init(store: ServiceStore, broker: any Broker, metrics: KitMetrics, logger: Logger) {
        self.store = store
        self.broker = broker
        self.metrics = metrics
        self.logger = logger
        store.onCommit { [weak self] summary in self?.takeOver(summary.published) }
    }

    private func takeOver(_ rows: [OutboxRow]) {
        guard !rows.isEmpty else { return }
        handedOver.withLock { handed in
            guard handed.isComplete else { return }
            if handed.rows.count + rows.count > Self.keptInMemory {
                handed = HandedOver()
            } else {
                handed.rows += rows
            }
        }
        wakeup.signal()
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { [self] in
            var ledger = try await startLedger()
            var poison = PoisonWatch()
            var backoff = Backoff()
            while !Task.isCancelled {
                do {
                    let publisher = try await broker.openPublisher()
                    backoff.reset()
                    let session = RelaySession(
                        publisher: publisher, relay: self, window: poison.mustGoSlowly ? 1 : Self.window)
                    let reason = await session.run(&ledger)
                    await publisher.close()
                    poison.channelClosed(reason, suspects: ledger.channelLost())
                    if let row = poison.culprit {
                        ledger.holdPoison(row, reason: "closes the channel: \(reason)", now: .now)
                        logger.error("outbox row held", metadata: ["seq": "\(row.seq)", "reason": "\(reason)"])
                    }
                    if Task.isCancelled { return }
                    logger.warning("publishing stopped", metadata: ["reason": "\(reason)"])
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the broker is not reached", metadata: ["error": "\(error)"])
                }
                metrics.reconnects.increment()
                try? await Task.sleep(for: backoff.next())
            }
        }
    }

    private func startLedger() async throws -> RelayLedger {
        var ledger = RelayLedger(position: try await store.relayPosition())
        var held: [(OutboxRow, attempts: Int)] = []
        for row in try await store.heldRows() {
            if let outbox = try await store.outboxRow(row.seq) { held.append((outbox, row.attempts)) }
        }
        ledger.restore(held, now: .now)
        return ledger
    }

    // MARK: For the session

    /// The rows after `seq`: from memory where nothing is missing there, else from the store.
    fileprivate func rows(after seq: Int64, limit: Int) async throws -> [OutboxRow] {
        let handed: [OutboxRow]? = handedOver.withLock { handed in
            guard handed.isComplete else { return nil }
            handed.rows.removeAll { $0.seq <= seq }
            let taken = Array(handed.rows.prefix(limit))
            handed.rows.removeFirst(taken.count)
            return taken
        }
        if let handed { return handed }
        // From here on commits hand over; what was committed before is read below, an overlap is passed over.
        handedOver.withLock { $0.isComplete = true }
        let stored = try await store.outbox(after: seq, limit: limit)
        if stored.count == limit { handedOver.withLock { $0 = HandedOver() } }
        return stored
    }

    fileprivate func wait(atMost duration: Duration) async throws { try await wakeup.wait(atMost: duration) }
    fileprivate func wake() { wakeup.signal() }
    /// The transport's own clock: tests freeze only the clock of the business.
    fileprivate var now: ContinuousClock.Instant { .now }
    fileprivate var counters: KitMetrics { metrics }
    fileprivate func record(_ progress: RelayProgress) async throws { try await store.record(progress) }
}

/// Finds the row that makes the broker close the channel: after such a close rows go one at a time, and the one under way
/// at the second close is it.
private struct PoisonWatch {
    private(set) var mustGoSlowly = false
    private(set) var culprit: OutboxRow?

    mutating func channelClosed(_ error: BrokerError, suspects: [OutboxRow]) {
        culprit = nil
        guard case .channel = error else { return }
        if mustGoSlowly, suspects.count == 1 {
            culprit = suspects.first
            mustGoSlowly = false
        } else {
            mustGoSlowly = !suspects.isEmpty
        }
    }
}

/// One connection's worth of publishing.
private struct RelaySession {
    let publisher: any BrokerPublisher
    let relay: Relay
    let window: Int

    /// Publishes until the channel is lost or the task is cancelled; says why it ended.
    func run(_ ledger: inout RelayLedger) async -> BrokerError {
        let events = EventBuffer()
        let listening = Task { [publisher, relay] in
            do {
                while true {
                    let batch = try await publisher.nextEvents()
                    if batch.isEmpty { break }
                    events.append(batch)
                    relay.wake()
                }
            } catch is CancellationError {
                return  // The session has ended.
            } catch {
                events.append([.closed(.connection("\(error)"))])
                relay.wake()
            }
        }
        defer { listening.cancel() }
        do {
            return try await work(&ledger, events)
        } catch let error as BrokerError {
            return error
        } catch is CancellationError {
            await flush(&ledger, events)
            return .closed
        } catch {
            return .connection("\(error)")
        }
    }

    private func work(_ ledger: inout RelayLedger, _ events: EventBuffer) async throws -> BrokerError {
        var lastWrite = ContinuousClock.now
        while true {
            for event in events.take() {
                if let reason = handle(event, &ledger) { return reason }
            }
            ledger.readyHeld(now: relay.now)
            try await fill(&ledger)
            try await send(&ledger)
            if ledger.hasHeldChanges || ContinuousClock.now - lastWrite > .seconds(1) && ledger.hasProgress {
                try await write(&ledger)
                lastWrite = .now
            }
            if events.isEmpty, ledger.ready.isEmpty || ledger.inFlight >= window {
                let retry = ledger.nextRetry.map { max($0 - relay.now, .milliseconds(1)) } ?? .seconds(1)
                try await relay.wait(atMost: min(retry, .seconds(1)))
            }
        }
    }

    /// Reads on while there is room: the rows that wait for their subject count as well.
    private func fill(_ ledger: inout RelayLedger) async throws {
        let room = window - ledger.inFlight - ledger.ready.count
        guard room > 0, ledger.waiting < Relay.keptInMemory else { return }
        ledger.admit(try await relay.rows(after: ledger.lastRead, limit: max(room, 100)))
    }

    private func send(_ ledger: inout RelayLedger) async throws {
        let rows = ledger.takeReady(window - ledger.inFlight)
        guard !rows.isEmpty else { return }
        do {
            let tag = try await publisher.publish(rows.map(OutboundMessage.init))
            ledger.sent(rows, firstTag: tag)
        } catch is CancellationError {
            // Not handed over, and nobody will: the position stays before them.
            throw CancellationError()
        } catch {
            // Not handed over: the channel is gone, and they go again with whatever else was under way.
            ledger.sent(rows, firstTag: .max / 2)
            throw error
        }
    }

    private func handle(_ event: PublisherEvent, _ ledger: inout RelayLedger) -> BrokerError? {
        switch event {
        case .confirmed(let tag, let multiple):
            let before = ledger.inFlight
            ledger.settle(tag: tag, multiple: multiple, isRefused: false, now: relay.now)
            relay.counters.published.increment(by: before - ledger.inFlight)
        case .rejected(let tag, let multiple):
            relay.counters.nacks.increment()
            ledger.settle(tag: tag, multiple: multiple, isRefused: true, now: relay.now)
        case .returned(let id, _, _):
            relay.counters.returns.increment()
            ledger.returned(messageID: id)
        case .blocked: relay.counters.isBlocked.withLock { $0 = true }
        case .unblocked: relay.counters.isBlocked.withLock { $0 = false }
        case .closed(let error): return error
        }
        return nil
    }

    private func write(_ ledger: inout RelayLedger) async throws {
        await TestHooks.shared.reached("relay-confirmed")
        try await relay.record(ledger.takeProgress())
    }

    /// Before an orderly end: waits a little for the confirms under way, then writes the position.
    private func flush(_ ledger: inout RelayLedger, _ events: EventBuffer) async {
        let deadline = ContinuousClock.now.advanced(by: Relay.flushTime)
        while ledger.inFlight > 0, ContinuousClock.now < deadline {
            for event in events.take() where handle(event, &ledger) != nil { break }
            // The task is cancelled, so its own sleep would return at once.
            await Task { try? await Task.sleep(for: .milliseconds(5)) }.value
        }
        let progress = ledger.takeProgress()
        try? await relay.record(progress)
    }
}

/// What the broker said and nobody has looked at yet; bounded by the window.
private final class EventBuffer: Sendable {
    private let events = Mutex<[PublisherEvent]>([])
    var isEmpty: Bool { events.withLock { $0.isEmpty } }
    func append(_ new: [PublisherEvent]) { events.withLock { $0 += new } }
    func take() -> [PublisherEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}

extension OutboundMessage {
    init(_ row: OutboxRow) {
        var headers: [String: String] = [:]
        headers["traceparent"] = row.traceparent
        headers["subject"] = row.subject
        headers["sequence"] = row.sequence?.description
        // An outside system's id may be longer than AMQP's property takes; it still stands in the envelope.
        let shortCorrelation = row.correlationId.flatMap { $0.utf8.count <= 255 ? $0 : nil }
        self.init(
            exchange: row.exchange, routingKey: row.routingKey, isMandatory: row.isMandatory,
            properties: MessageProperties(
                messageID: row.id.description, contentType: Envelope.contentType, type: row.type,
                correlationID: shortCorrelation, appID: "quen", timestamp: UInt64(max(0, row.at.milliseconds / 1000)),
                headers: headers),
            body: row.body)
    }
}
