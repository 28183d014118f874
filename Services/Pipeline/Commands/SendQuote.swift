import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// PIP-4: the quote goes to the customer. From now on this revision never changes; it expires at the end of its last day.
struct SendQuote {
    var id: EntityID
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var quote = try transaction.quote(id, for: person)
        let old = quote
        try quote.send(at: transaction.now, today: transaction.today)
        let version = try transaction.update(&quote, from: old, event: "sent", expected: expected)
        try QuoteRevisionRecord(
            quoteId: quote.id, revision: quote.revision, sentAt: transaction.now, state: quote.published
        ).insert(transaction.db)
        try ExpireQuote.plan(for: quote, in: transaction)
        return version
    }
}
