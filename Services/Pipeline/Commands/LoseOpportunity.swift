import Foundation
import Messages
import ServiceKit
import Store

/// PIP-3: the customer does not buy, for a reason, perhaps from somebody else.
struct LoseOpportunity {
    var id: EntityID
    var reason: String
    var lostTo: String?
    /// Today where none is given.
    var closedOn: Day?
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var opportunity = try transaction.opportunity(id, for: person)
        let old = opportunity
        let reason = try TextRule.required(reason, at: "$.reason", max: 1000)
        try opportunity.lose(
            reason: reason, to: try TextRule.optional(lostTo, at: "$.lostTo"), on: closedOn ?? transaction.today,
            today: transaction.today)
        let version = try transaction.update(&opportunity, from: old, event: "lost", expected: expected)
        try StageChange.note(opportunity, from: old, reason: reason, in: transaction)
        return version
    }
}
