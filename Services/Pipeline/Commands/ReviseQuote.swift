import Foundation
import Messages
import ServiceKit
import Store

/// PIP-4: a new draft revision of what was sent; what was sent stays as it is among the revisions.
struct ReviseQuote {
    var id: EntityID
    /// As the parameter `quote-validity` says where none is given.
    var validUntil: Day?
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var quote = try transaction.quote(id, for: person)
        let old = quote
        try quote.revise(
            validUntil: validUntil ?? QuoteRules(transaction).defaultValidity, today: transaction.today)
        let version = try transaction.update(&quote, from: old, event: "revised", expected: expected)
        try ExpireQuote.plan(for: quote, in: transaction)
        return version
    }
}
