import Foundation
import Messages
import Money
import ServiceKit
import Store

/// PIP-3: an open opportunity's content, as a person has it now; lines that are not given stay.
struct UpdateOpportunity {
    var id: EntityID
    var content: OpportunityContent
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var opportunity = try transaction.opportunity(id, for: person)
        let old = opportunity
        try opportunity.requireOpen()
        let content = try content.checked()
        if content.customerId != old.customerId { _ = try transaction.customer(content.customerId, for: person) }
        let inputs = content.lines ?? old.lines.map(LineInput.init)
        let lines = try transaction.lines(inputs, in: content.currency ?? .vnd, existing: old.lines)
        try opportunity.apply(content, lines: lines)
        opportunity.ownership = try NewOwnership(
            given: content.ownership, person: person, scope: RowScope(person, .opportunity, .edit)
        ).change(id, old.ownership, transaction.db)
        opportunity.noteEdits(since: old)
        return try transaction.update(&opportunity, from: old, expected: expected)
    }
}
