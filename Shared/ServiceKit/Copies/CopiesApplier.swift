import Foundation
import GRDB
import Messages
import Store

/// Applies what comes from `<service>.copies`: what services say to each other about copies, and events that were asked
/// for again, which are applied as if they had come the usual way.
struct CopiesApplier: MessageApplier {
    let events: EventApplier
    let owned: [String: OwnedRecords]
    let restoring: Restoring

    func isStep(_ unit: IncomingUnit) -> Bool { events.isStep(unit) }

    func apply(_ unit: IncomingUnit, isRetry: Bool, in transaction: Transaction) throws -> Applied {
        guard let message = unit.message, message.envelope.type.hasPrefix(MessageType.copiesPrefix) else {
            return try events.apply(unit, isRetry: isRetry, in: transaction)
        }
        transaction.act(because: unit.cause)
        guard try isRetry || transaction.enterInbox(message.envelope) else { return .duplicate }
        let from = try ServiceName(source: message.envelope.source)
        switch message.envelope.type {
        case ComparisonRequested.type.wireName:
            let request = try message.decode(ComparisonRequested.self)
            try transaction.addTask(
                .answer, from, entity: request.entity, reference: request.comparison,
                request: String(decoding: message.data, as: UTF8.self))
        case SnapshotRequested.type.wireName:
            let request = try message.decode(SnapshotRequested.self)
            _ = try records(request.entity)
            try transaction.addTask(.snapshot, from, entity: request.entity, reference: request.bootstrap, request: "")
        case ResendRequested.type.wireName:
            try resend(try message.decode(ResendRequested.self), to: from, transaction)
        case ComparisonAnswered.type.wireName:
            try learn(try message.decode(ComparisonAnswered.self), from, transaction)
        case SnapshotPage<JSONValue>.type.wireName: try take(message, transaction)
        case AuditRequested.type.wireName:
            guard from == Catalogue.auditGatherer else {
                throw WireFault(
                    code: "source-not-allowed", path: "$.source",
                    reason: Bilingual(en: "must be who gathers audits", vi: "phải là dịch vụ thu thập nhật ký"))
            }
            try transaction.answer(try message.decode(AuditRequested.self))
        default: throw ConsumingError.unknownType(message.envelope.type)
        }
        return .applied
    }

    func knows(_ type: String) -> Bool {
        guard type.hasPrefix(MessageType.copiesPrefix) else { return events.knows(type) }
        return Catalogue.copies.contains { $0.type.wireName == type }
    }

    /// Nobody waits for an answer: what was not done shows at the next comparison.
    func giveUp(_ unit: IncomingUnit, in transaction: Transaction) throws {}

    private func records(_ entity: String) throws -> OwnedRecords {
        guard let records = owned[entity] else {
            throw WireFault(
                code: "unknown-entity", path: "$.data.entity",
                reason: Bilingual(en: "is not owned by this service", vi: "không thuộc dịch vụ này"))
        }
        return records
    }

    private func subscription(_ entity: String) throws -> Subscription {
        guard let subscription = events.subscriptions.first(where: { $0.entity.entity == entity }) else {
            throw WireFault(
                code: "unknown-entity", path: "$.data.entity",
                reason: Bilingual(en: "is not copied by this service", vi: "không có bản sao ở dịch vụ này"))
        }
        return subscription
    }

    /// What the store holds of `entity`, as its owner or as a copy.
    func held(_ entity: String) throws -> HeldRecords {
        if let records = owned[entity] { return records.held }
        return try subscription(entity).held
    }

    // MARK: As the owner

    /// The events where they are wanted and all still kept, else the states.
    private func resend(_ request: ResendRequested, to target: ServiceName, _ transaction: Transaction) throws {
        let records = try records(request.entity)
        guard request.records.count <= ResendRequested.mostRecords else {
            throw WireFault(
                code: "too-many", path: "$.data.records",
                reason: Bilingual(en: "are too many at once", vi: "quá nhiều trong một lần"))
        }
        var states: [EntityID] = []
        for record in request.records {
            let isSent = try request.wanted == .events && sendEvents(of: record, request.entity, target, transaction)
            if !isSent { states.append(record.id) }
        }
        for page in try records.answer(transaction.db, states) {
            try transaction.publishPage(page.data, to: target)
        }
    }

    private static let mostEvents = 100

    private func sendEvents(
        of record: ResendRequested.Record, _ entity: String, _ target: ServiceName, _ transaction: Transaction
    ) throws -> Bool {
        let rows = try OutboxRow.fetchAll(
            transaction.db,
            sql: """
                SELECT * FROM outbox WHERE subject = ? AND sequence > ? AND sequence IS NOT NULL
                ORDER BY sequence LIMIT ?
                """, arguments: [Subject(entity, record.id), record.after?.value ?? 0, Self.mostEvents + 1])
        guard let first = rows.first?.sequence, rows.count <= Self.mostEvents else { return false }
        guard record.after.map({ first.follows($0) }) ?? first.isFirst else { return false }
        for row in rows {
            try transaction.publishAgain(
                row, exchange: "quen.bootstrap",
                routingKey: Catalogue.copiesKey(to: target, from: try transaction.service),
                subject: "resend/\(target.rawValue)/\(record.id)")
        }
        return true
    }

    // MARK: As a copy, or as an owner that was restored

    private func learn(_ answer: ComparisonAnswered, _ from: ServiceName, _ transaction: Transaction) throws {
        guard try transaction.isOpen(answer, from) else { return }
        let held = try held(answer.entity)
        let last = answer.isLast ? nil : answer.records.last?.id
        let mine = try held.records(in: Set(answer.buckets), after: answer.after, upTo: last, transaction.db)
        let difference = VersionDifference(theirs: answer.records, mine: mine)
        if owned[answer.entity] != nil {
            try restoring.repair(difference, records(answer.entity), from, transaction)
        } else {
            try ask(difference, answer.entity, from, transaction)
        }
        guard answer.isLast else { return }
        try transaction.close(answer, from)
        if owned[answer.entity] != nil { try restoring.heard(answer, from, transaction) }
        transaction.signal(.copies)
    }

    /// Asks for what is older here than there, and after what is not there at all.
    ///
    /// What the owner had then is a doubt until it is reached: some of it may only be on its way.
    private func ask(
        _ difference: VersionDifference, _ entity: String, _ owner: ServiceName, _ transaction: Transaction
    ) throws {
        let wanted: ResendRequested.Wanted = try subscription(entity).mode == .step ? .events : .state
        let records =
            difference.older.map { ResendRequested.Record(id: $0.id, after: $0.mine) }
            + difference.unknown.map { ResendRequested.Record(id: $0.id, after: $0.sequence) }
        try transaction.doubt(difference, entity)
        let parked = try parkedPages(of: entity, transaction.db)
        let asked = records.filter { !parked.contains($0.id) }
        for start in stride(from: 0, to: asked.count, by: ResendRequested.mostRecords) {
            let part = Array(asked[start..<min(start + ResendRequested.mostRecords, asked.count)])
            try transaction.send(ResendRequested(entity: entity, wanted: wanted, records: part), to: owner)
        }
    }

    /// The records in pages that were given up. Asked for again, a page that kills the process would do so each night;
    /// they stay doubtful until an operator replays or discards the page.
    private func parkedPages(of entity: String, _ db: Database) throws -> Set<EntityID> {
        let pages = try DeferredRow.fetchCursor(
            db, sql: "SELECT * FROM deferred WHERE state = 'parked' AND type = ? ORDER BY number LIMIT 1000",
            arguments: [SnapshotPage<JSONValue>.type.wireName])
        var ids: Set<EntityID> = []
        while let row = try pages.next() {
            guard let page = try? row.unit.message?.decode(PageHead.self), page.entity == entity else { continue }
            ids.formUnion(page.records.map(\.id))
        }
        return ids
    }

    /// The members that every page has, whatever its states are.
    private struct PageHead: Decodable {
        var entity: String
        var bootstrap: EntityID?
        var page: Int
        var isLast: Bool
        var records: [RecordHead]
        var unknown: [EntityID]
        struct RecordHead: Decodable { var id: EntityID }
    }

    private func take(_ message: ReceivedMessage, _ transaction: Transaction) throws {
        let page = try message.decode(PageHead.self)
        let removed = try subscription(page.entity).applySnapshot(transaction, message)
        if removed > 0 {
            try transaction.audit(
                "copies removed that their owner does not know", subject: nil,
                details: ["entity": page.entity, "count": "\(removed)"])
        }
        guard let bootstrap = page.bootstrap else {
            return try transaction.settleDoubts(page.records.map(\.id) + page.unknown, page.entity)
        }
        try transaction.db.execute(
            sql: """
                UPDATE bootstrap SET page = ?, records = records + ?, receivedAt = CASE WHEN ? THEN ? ELSE receivedAt END
                WHERE entity = ? AND id = ? AND page < ?
                """,
            arguments: [
                page.page, page.records.count, page.isLast, transaction.now, page.entity, bootstrap, page.page,
            ])
        if page.isLast, transaction.db.changesCount == 1 {
            try transaction.addComparison(of: page.entity, with: try ServiceName(source: message.envelope.source))
        }
    }
}

extension Transaction {
    /// A page of a snapshot that answers a request.
    func publishPage(_ data: [UInt8], to target: ServiceName) throws {
        let type = SnapshotPage<JSONValue>.type
        try publish(
            wireType: type.wireName, schema: type.schema, exchange: "quen.bootstrap",
            routingKey: Catalogue.copiesKey(to: target, from: try service), isMandatory: true, dataBytes: data)
    }
}
