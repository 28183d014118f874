import Foundation
import Messages
import ServiceKit
import Store

/// PIP-3: the customer buys. The event `won` carries what Contracts drafts a contract from.
struct WinOpportunity {
    var id: EntityID
    /// Today where none is given.
    var closedOn: Day?
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var opportunity = try transaction.opportunity(id, for: person)
        let old = opportunity
        try opportunity.win(on: closedOn ?? transaction.today, today: transaction.today)
        let version = try transaction.update(&opportunity, from: old, event: "won", expected: expected)
        try StageChange.note(opportunity, from: old, in: transaction)
        return version
    }
}
