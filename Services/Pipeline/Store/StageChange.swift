import Foundation
import GRDB
import Messages
import Store

/// One entry of an opportunity's course: what changed in stage or status, when, by whom and why (PIP-3).
struct StageChange: Codable, Sendable, Hashable, FetchableRecord {
    var at: Instant
    var fromStage: String?
    var toStage: String
    var fromStatus: OpportunityStatus?
    var toStatus: OpportunityStatus
    /// Nothing for what the system or another system did.
    var account: EntityID?
    var reason: String?

    /// Writes the entry where stage or status differ from `old`; for a new opportunity there is none.
    static func note(
        _ opportunity: Opportunity, from old: Opportunity?, reason: String? = nil, at time: Instant? = nil,
        in transaction: Transaction
    ) throws {
        guard old?.stage != opportunity.stage || old?.status != opportunity.status else { return }
        try transaction.db.execute(
            sql: """
                INSERT INTO stageChange(opportunityId, at, fromStage, toStage, fromStatus, toStatus, account, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                opportunity.id, time ?? transaction.now, old?.stage, opportunity.stage, old?.status.rawValue,
                opportunity.status.rawValue, transaction.cause.actor, reason,
            ])
    }

    static func all(of id: EntityID, _ db: Database) throws -> [StageChange] {
        try StageChange.fetchAll(
            db, sql: "SELECT * FROM stageChange WHERE opportunityId = ? ORDER BY number", arguments: [id])
    }
}
