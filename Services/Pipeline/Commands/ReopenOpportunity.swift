import Foundation
import Messages
import ServiceKit
import Store

/// PIP-3: it goes on after all, for a reason; in the stage in which it ended, or the first where that is gone.
struct ReopenOpportunity {
    var id: EntityID
    var reason: String
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var opportunity = try transaction.opportunity(id, for: person)
        let old = opportunity
        let reason = try TextRule.required(reason, at: "$.reason", max: 1000)
        let stages = try StageTable.list(transaction.db)
        try opportunity.reopen(in: stages.stage(opportunity.stage) ?? stages.first, at: transaction.now)
        let version = try transaction.update(
            &opportunity, from: old, event: "reopened", expected: expected, cause: reason)
        try StageChange.note(opportunity, from: old, reason: reason, in: transaction)
        return version
    }
}
