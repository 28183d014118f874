import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// One step in the life of a document: who, when, why (CON-2).
struct StepRow: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "step"
    var entity: String
    var recordId: EntityID
    var at: Instant
    var account: EntityID?
    var employee: EntityID?
    var command: String
    var fromStatus: String
    var toStatus: String
    var onDay: Day?
    var note: String?
}

extension Transaction {
    /// Keeps a step. `person` is nobody for the system's own.
    func keepStep(
        of record: Subject, id: EntityID, by person: Person?, _ command: String, from: String, to: String,
        on day: Day? = nil, note: String? = nil
    ) throws {
        try StepRow(
            entity: record.entity, recordId: id, at: now, account: person?.account, employee: person?.employee,
            command: command, fromStatus: from, toStatus: to, onDay: day, note: note
        ).insert(db)
    }

    /// Whether a document has ever been there, also where it was deleted since.
    func hasSteps(_ id: EntityID) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM step WHERE recordId = ?)", arguments: [id]) ?? false
    }
}
