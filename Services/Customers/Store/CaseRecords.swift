import GRDB
import Messages
import Money
import Store

extension SupportCase: EntityRecord {
    static let databaseTableName = "supportCase"

    var published: CaseState {
        CaseState(
            id: id, number: number, kind: kind, customerId: customerId, contactId: contactId, productId: productId,
            serialNumber: serialNumber, channel: channel, priority: priority, title: title, description: description,
            status: status, reopenings: reopenings, assignedToId: assignedToId, teamId: teamId, openedAt: openedAt,
            firstAnswerDueAt: firstAnswerDueAt, solutionDueAt: solutionDueAt, firstAnsweredAt: firstAnsweredAt,
            resolvedAt: resolvedAt, closedAt: closedAt, resolution: resolution, serviceContractId: serviceContractId,
            hoursSpent: hoursSpent, isUnderWarranty: isUnderWarranty, ownership: ownership)
    }

    var searchWords: [String] {
        [title, description].compactMap(\.self)
            + [number, serialNumber].compactMap(\.self)
            .flatMap(SearchIndex.parts(ofNumber:))
    }

    /// The case's line of its customer's timeline.
    var timelineEntry: TimelineEntry {
        TimelineEntry(
            .supportCase, id: id, sequence: sequence, customerId: customerId, at: openedAt,
            title: "\(number) \(title)", status: status.rawValue, note: resolution ?? description,
            ownership: ownership)
    }

    /// What of it lies in other tables. Its steps are named apart from it.
    func writeParts(_ db: Database) throws {
        try SearchIndex.put(Self.databaseTableName, id, searchWords, db)
        try timelineEntry.save(db)
    }
}

/// One step of a case's life: who, when, why (CUS-11).
struct CaseStepRow: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "caseStep"
    var caseId: EntityID
    var at: Instant
    var account: EntityID?
    /// `create` for the first.
    var command: String
    /// Nothing for the first.
    var fromStatus: CaseStatus?
    var toStatus: CaseStatus
    var assignedToId: EntityID?
    var teamId: EntityID?
    var note: String?
    var resolution: String?
    var hoursSpent: Quantity?

    static let create = "create"
}

extension Transaction {
    func add(_ record: SupportCase) throws -> RecordVersion {
        var record = record
        let version = try insert(&record)
        try record.writeParts(db)
        try keepStep(of: record, CaseStepRow.create, from: nil)
        return version
    }

    func save(
        _ record: SupportCase, from old: SupportCase, event: EventName = .updated, expected: EventSequence? = nil,
        reason: String? = nil
    ) throws -> RecordVersion {
        var record = record
        let version = try update(&record, from: old, event: event, expected: expected, cause: reason)
        if version.sequence != old.sequence { try record.writeParts(db) }
        return version
    }

    func keepStep(of record: SupportCase, _ command: String, from status: CaseStatus?, note: String? = nil) throws {
        try CaseStepRow(
            caseId: record.id, at: now, account: cause.actor, command: command, fromStatus: status,
            toStatus: record.status, assignedToId: record.assignedToId, teamId: record.teamId, note: note,
            resolution: record.resolution, hoursSpent: record.hoursSpent
        ).insert(db)
    }

    func remove(_ record: SupportCase, expected: EventSequence) throws -> RecordVersion {
        let version = try delete(record, expected: expected)
        try SearchIndex.remove(SupportCase.databaseTableName, record.id, db)
        try TimelineEntry.remove(record.id, db)
        _ = try CaseStepRow.filter(Column("caseId") == record.id).deleteAll(db)
        return version
    }
}
