import Foundation
import GRDB
import Logging
import Messages
import Messaging
import ServiceLifecycle
import Store

/// Does what is to be done about copies, one after the other: asks and answers comparisons, sends snapshots. Every night it
/// has each copy compared with its owner. It reads beside the writer, page by page, and goes on where it was after a crash.
struct CopiesWorker: Service {
    let applier: CopiesApplier
    let store: ServiceStore
    let broker: any Broker
    let markers: QueueMarkers
    let changed: Wakeup
    let deferredChanged: Wakeup
    let logger: Logger
    /// When copies are compared, after midnight in Viet Nam; services one after the other.
    static let comparedAt = Duration.seconds(2 * 3600 + 15 * 60)

    func run() async throws {
        store.onCommit { [changed] summary in if summary.signals.contains(.copies) { changed.signal() } }
        await cancelWhenGracefulShutdown {
            var night = await lastNight()
            var backoff = Backoff()
            while !Task.isCancelled {
                do {
                    try await openWhenSettled()
                    night = try await compareAtNight(night)
                    let isDone = try await performAll()
                    if isDone { backoff.reset() }
                    let isSure = try await concludeComparisons()
                    try await openWhenSettled()
                    try await changed.wait(atMost: !isDone ? backoff.next() : isSure ? .seconds(60) : .seconds(1))
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("work on copies stopped", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: backoff.next())
                }
            }
        }
    }

    /// One that fails does not hold back the others; `false` where one did.
    private func performAll() async throws -> Bool {
        var (last, isDone) = (Int64(0), true)
        while let task = try await nextTask(after: last) {
            last = task.number
            do {
                try await perform(task)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                isDone = false
                logger.warning(
                    "a task about copies failed and is tried again",
                    metadata: ["task": "\(task.kind)", "entity": "\(task.entity)", "error": "\(error)"])
            }
        }
        return isDone
    }

    private func nextTask(after number: Int64) async throws -> CopiesTask? {
        try Task.checkCancellation()
        return try await store.read {
            try CopiesTask.fetchOne(
                $0, sql: "SELECT * FROM copiesTask WHERE number > ? ORDER BY number LIMIT 1", arguments: [number])
        }
    }

    private func perform(_ task: CopiesTask) async throws {
        switch task.kind {
        case .compare: try await ask(task)
        case .answer: try await answer(task)
        case .snapshot: try await sendSnapshot(task)
        }
    }

    // MARK: Restoring

    private func openWhenSettled() async throws {
        let gate = applier.restoring.gate
        guard !gate.isOpen else { return }
        let isOpen = try await store.write(priority: .background) { try applier.restoring.begin($0) }
        guard !isOpen else { return }
        store.refuseCommands(.restoring, because: nil)
        gate.open()
        deferredChanged.signal()
        logger.notice("restored: the others have been heard, work begins again")
    }

    // MARK: Comparing

    private func ask(_ task: CopiesTask) async throws {
        guard let held = try? applier.held(task.entity) else { return try await drop(task) }
        let buckets = try await store.read { try held.digest($0) }
        try await store.write(priority: .background) { transaction in
            try transaction.db.execute(
                sql:
                    "INSERT OR REPLACE INTO comparison(entity, service, id, requestedAt, round) VALUES (?, ?, ?, ?, ?)",
                arguments: [task.entity, task.service, task.reference, transaction.now, Int(task.request) ?? 1])
            try transaction.send(
                ComparisonRequested(entity: task.entity, comparison: task.reference, buckets: buckets),
                to: task.service)
            try transaction.finish(task)
        }
    }

    /// An owner asks who was put back to a backup. Events that it has forgotten may still lie in the queue here: an answer
    /// without them would let it give their numbers again. A service that was put back itself hears no events yet.
    private func hearWhatWaits() async throws {
        guard applier.restoring.gate.isOpen else { return }
        guard try await markers.hearAllThatWaits(within: Self.patience) else { throw StillListening() }
    }

    private static let patience = Duration.seconds(30)

    private struct StillListening: Error, CustomStringConvertible {
        let description = "events that wait in the queue have not all been applied yet"
    }

    private func answer(_ task: CopiesTask) async throws {
        guard let held = try? applier.held(task.entity) else { return try await drop(task) }
        if applier.owned[task.entity] == nil { try await hearWhatWaits() }
        let theirs = try WireJSON.decode(ComparisonRequested.self, from: task.request.utf8).buckets
        let differing = try await store.read { Self.differing(try held.digest($0), theirs) }
        var (page, after, isLast) = (task.page, task.afterId, false)
        while !isLast {
            let from = after
            let records = try await store.read {
                try held.records(in: differing, after: from, limit: ComparisonAnswered.perPage, $0)
            }
            (page, after, isLast) = (page + 1, records.last?.id, records.count < ComparisonAnswered.perPage)
            let message = (page: page, isLast: isLast)
            try await store.write(priority: .background) { transaction in
                let numbers = message.isLast ? try transaction.numbers(of: task.entity) : []
                try transaction.send(
                    ComparisonAnswered(
                        entity: task.entity, comparison: task.reference, buckets: differing.sorted(), after: from,
                        page: message.page, isLast: message.isLast, records: records, numbers: numbers),
                    to: task.service)
                if message.isLast {
                    try transaction.finish(task)
                } else {
                    try transaction.advance(task, page: message.page, after: records.last?.id)
                }
            }
        }
    }

    private static func differing(
        _ mine: [ComparisonRequested.Bucket], _ theirs: [ComparisonRequested.Bucket]
    ) -> Set<Int> {
        Set(Set(mine).symmetricDifference(Set(theirs)).map(\.bucket))
    }

    /// Another release may ask for records that this one does not hold.
    private func drop(_ task: CopiesTask) async throws {
        logger.warning(
            "asked for records that are not held here",
            metadata: ["entity": "\(task.entity)", "by": "\(task.service.rawValue)"])
        try await store.write(priority: .background) { try $0.finish(task) }
    }

    /// A comparison agrees when all that the owner had is held. What is on its way comes by itself; what has not come after
    /// a while is asked for again. `false` while there are doubts.
    private func concludeComparisons() async throws -> Bool {
        let open = try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.entity, c.service, c.round, c.answeredAt FROM comparison c
                    WHERE c.answeredAt IS NOT NULL AND (c.entity IN (SELECT entity FROM doubt)
                      OR c.entity IN (SELECT entity FROM bootstrap
                        WHERE receivedAt <= c.requestedAt AND completedAt IS NULL))
                    """
            ).map { OpenComparison(entity: $0[0], service: $0[1], round: $0[2], answeredAt: $0[3]) }
        }
        var isSure = true
        for comparison in open {
            guard let held = try? applier.held(comparison.entity) else { continue }
            let doubts = try await store.write(priority: .background) { transaction in
                try held.settleDoubts(transaction.db)
                return try comparison.conclude(transaction)
            }
            if doubts > 0, comparison.round < OpenComparison.mostRounds { isSure = false }
        }
        return isSure
    }

    // MARK: Nights

    /// The beginning of the newest night whose comparisons are not to be caught up with: of a store that never compared
    /// anything the present one.
    private func lastNight() async -> Instant {
        let known = try? await store.read { try Instant.fetchOne($0, sql: "SELECT max(requestedAt) FROM comparison") }
        return known.flatMap { $0 } ?? store.world.now()
    }

    private func compareAtNight(_ last: Instant) async throws -> Instant {
        let now = store.world.now()
        let today = LocalZone.vietNam.instant(of: LocalZone.vietNam.day(of: now))
        let index = ServiceName.allCases.firstIndex(of: store.service) ?? 0
        let due = today.adding(Self.comparedAt + .seconds(300 * index))
        guard now >= due, last < due else { return last }
        try await store.write(priority: .background) { transaction in
            for subscription in applier.events.subscriptions {
                try transaction.addComparison(of: subscription.entity.entity, with: subscription.entity.owner)
            }
            try applier.events.gathering?.requestAll(transaction)
        }
        return now
    }

    // MARK: Snapshots

    /// Straight to the broker, for the outbox would keep it all for a week; each page once the one before is confirmed.
    private func sendSnapshot(_ first: CopiesTask) async throws {
        guard let records = applier.owned[first.entity] else { return try await drop(first) }
        let publisher = try await broker.openPublisher()
        do {
            var task = first
            var isLast = false
            while !isLast {
                try Task.checkCancellation()
                let now = task
                let page = try await store.read { try records.page($0, now) }
                try await publish(page.data, to: task.service, publisher)
                (task.page, task.afterId, isLast) = (task.page + 1, page.lastId ?? task.afterId, page.isLast)
                let done = task
                let isDone = isLast
                try await store.write(priority: .background) { transaction in
                    if isDone { return try transaction.finish(done) }
                    try transaction.advance(done, page: done.page, after: done.afterId)
                }
            }
        } catch {
            await publisher.close()
            throw error
        }
        await publisher.close()
    }

    private func publish(_ data: [UInt8], to target: ServiceName, _ publisher: any BrokerPublisher) async throws {
        let type = SnapshotPage<JSONValue>.type
        let envelope = Envelope(
            id: store.world.newID(), source: store.source, type: type.wireName, time: store.world.now(),
            dataschema: type.schema)
        let tag = try await publisher.publish([
            OutboundMessage(
                exchange: "quen.bootstrap", routingKey: Catalogue.copiesKey(to: target, from: store.service),
                isMandatory: true,
                properties: MessageProperties(
                    messageID: envelope.id.description, contentType: Envelope.contentType, type: type.wireName,
                    appID: "quen"),
                body: try envelope.encoded(dataBytes: data))
        ])
        while true {
            for event in try await publisher.nextEvents() {
                switch event {
                case .confirmed(let confirmed, _) where confirmed >= tag: return
                case .rejected: throw BrokerError.channel(code: 311, text: "the queue of \(target.rawValue) is full")
                case .returned(_, let code, let text): throw BrokerError.channel(code: code, text: text)
                case .closed(let error): throw error
                default: continue
                }
            }
        }
    }
}

extension Transaction {
    fileprivate func finish(_ task: CopiesTask) throws {
        try db.execute(sql: "DELETE FROM copiesTask WHERE number = ?", arguments: [task.number])
    }

    fileprivate func advance(_ task: CopiesTask, page: Int, after: EntityID?) throws {
        try db.execute(
            sql: "UPDATE copiesTask SET page = ?, afterId = ? WHERE number = ?", arguments: [page, after, task.number])
    }
}

/// A comparison that was answered and has found something, or that a building of a projection waits for.
private struct OpenComparison {
    let entity: String
    let service: ServiceName
    let round: Int
    let answeredAt: Instant
    static let mostRounds = 5
    static let patience = Duration.seconds(30)

    /// How many doubts are left.
    func conclude(_ transaction: Transaction) throws -> Int {
        let doubts =
            try Int.fetchOne(
                transaction.db, sql: "SELECT count(*) FROM doubt WHERE entity = ?", arguments: [entity]) ?? 0
        if doubts == 0 {
            try transaction.db.execute(
                sql: """
                    UPDATE bootstrap SET completedAt = ?1 WHERE entity = ?2 AND completedAt IS NULL AND receivedAt <=
                      (SELECT requestedAt FROM comparison WHERE entity = ?2 AND service = ?3)
                    """, arguments: [transaction.now, entity, service])
        } else if transaction.now.since(answeredAt) > Self.patience, round < Self.mostRounds {
            try transaction.db.execute(sql: "DELETE FROM doubt WHERE entity = ?", arguments: [entity])
            try transaction.addComparison(of: entity, with: service, round: round + 1)
        }
        return doubts
    }
}

/// A service group names its services in words: without this it would print all that they hold, at each start.
extension CopiesWorker: CustomStringConvertible {
    var description: String { "work on copies" }
}
