import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A diary entry as it was written at some time, also one that was corrected since (SCH-6).
struct DiaryRevision: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "diaryRevision"
    /// `activity` or `appointment`.
    var entity: String
    var recordId: EntityID
    var number: Int
    var entry: DiaryEntry
    var account: EntityID?
    var at: Instant
}

extension Transaction {
    /// Keeps the entry in the history of its record, and its costs for reports. A session's costs are its activity's also
    /// once the two were parted.
    func keep(_ entry: DiaryEntry?, of subject: Subject, activityId: EntityID?) throws {
        guard let entry, let id = EntityID(subject.id) else { return }
        try DiaryRevision(
            entity: subject.entity, recordId: id, number: entry.revision, entry: entry, account: cause.actor, at: now
        ).insert(db)
        let known = try EntityID.fetchOne(
            db, sql: "SELECT activityId FROM actualCost WHERE recordId = ? AND activityId IS NOT NULL LIMIT 1",
            arguments: [id])
        try db.execute(sql: "DELETE FROM actualCost WHERE recordId = ?", arguments: [id])
        for cost in entry.actualCosts {
            try db.execute(
                sql: """
                    INSERT INTO actualCost(recordId, entity, activityId, item, currency, amount, onDay)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, subject.entity, activityId ?? known, cost.item, cost.amount.currency.code,
                    cost.amount.minorUnits, LocalZone.vietNam.day(of: entry.endedAt).description,
                ])
        }
    }

    /// The entry with whom and what it names looked up: employees exist, costs stand under the catalogue's codes or under
    /// what was planned for the activity.
    func checked(_ entry: DiaryEntry, planned: [PlannedCost], before: [ActualCost]) throws -> DiaryEntry {
        for (index, id) in entry.attendedIds.enumerated() where try !Employee.exists(db, key: id) {
            throw DiaryError.unknownEmployee(path: "$.attendedIds[\(index)]")
        }
        var entry = entry
        var found: [ActualCost] = []
        for (index, cost) in entry.actualCosts.enumerated() {
            let path = "$.actualCosts[\(index)].item"
            let item = try code(of: cost.item, path, known: planned.map(\.item) + before.map(\.item))
            guard !found.contains(where: { $0.item == item && $0.amount.currency == cost.amount.currency }) else {
                throw DiaryError.costTwice(path: path)
            }
            found.append(ActualCost(item: item, amount: cost.amount))
        }
        entry.actualCosts = found
        return entry
    }

    /// What was planned or written down before goes on, whatever became of the catalogue's entry.
    private func code(of text: String, _ path: String, known: [String]) throws -> String {
        guard let item = try BudgetItem.find(text, db) else {
            guard known.contains(text) else { throw ActivityError.unknownBudgetItem(path: path) }
            return text
        }
        guard item.isActive || known.contains(item.code) else { throw ActivityError.inactiveBudgetItem(path: path) }
        return item.code
    }
}
