import Foundation
import Messages
import ServiceKit
import Store

/// PIP-4: the customer declines, perhaps with a reason.
struct RejectQuote {
    var id: EntityID
    var reason: String?
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var quote = try transaction.quote(id, for: person)
        let old = quote
        let reason = try TextRule.optional(reason, at: "$.reason", max: 1000)
        try quote.reject(reason: reason, at: transaction.now)
        let version = try transaction.update(&quote, from: old, event: "rejected", expected: expected, cause: reason)
        try ExpireQuote.plan(for: quote, in: transaction)
        return version
    }
}
