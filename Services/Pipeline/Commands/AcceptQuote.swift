import Foundation
import Messages
import ServiceKit
import Store

/// PIP-4: the customer accepts. The opportunity takes over the quote's lines, and with `win` is won in the same step.
struct AcceptQuote {
    var id: EntityID
    var win: Bool
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var quote = try transaction.quote(id, for: person)
        let old = quote
        try quote.accept(at: transaction.now, today: transaction.today)
        let version = try transaction.update(&quote, from: old, event: "accepted", expected: expected)
        try ExpireQuote.plan(for: quote, in: transaction)
        try tellOpportunity(quote, transaction)
        return version
    }

    private func tellOpportunity(_ quote: Quote, _ transaction: Transaction) throws {
        guard let id = quote.opportunityId else { return }
        var opportunity = try transaction.fetch(Opportunity.self, id)
        let old = opportunity
        try opportunity.accept(quote)
        try transaction.update(&opportunity, from: old, cause: "quote/\(quote.id)")
        guard win, opportunity.status == .open else { return }
        _ = try WinOpportunity(id: id, person: person).execute(in: transaction)
    }
}
