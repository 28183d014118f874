import Foundation
import Messages
import ServiceKit
import Store

/// Removes a draft that was never sent. Its number is not given again.
struct DeleteQuote {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let quote = try transaction.quote(id, for: person, .delete)
        try quote.requireDraft()
        guard quote.revision == 1 else { throw QuoteError.alreadySent }
        return try transaction.delete(quote, expected: expected)
    }
}
