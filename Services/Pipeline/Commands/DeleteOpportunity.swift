import Foundation
import Messages
import ServiceKit
import Store

/// Removes an open opportunity made by mistake: nothing may have been built on it.
struct DeleteOpportunity {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let opportunity = try transaction.opportunity(id, for: person, .delete)
        try opportunity.requireOpen()
        guard try !opportunity.hasQuotes(transaction.db) else { throw OpportunityError.hasQuotes }
        return try transaction.delete(opportunity, expected: expected)
    }
}
