import Foundation
import Messages
import Money
import ServiceKit
import Store

/// PIP-4: a draft's content, as a person has it now; what is not given stays. The customer and the opportunity stay.
struct UpdateQuote {
    var id: EntityID
    var content: QuoteContent
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var quote = try transaction.quote(id, for: person)
        let old = quote
        try quote.requireDraft()
        guard content.customerId.map({ $0 == old.customerId }) != false else { throw QuoteError.otherCustomer }
        let inputs = content.lines ?? old.lines.map(LineInput.init)
        quote.currency = content.currency ?? old.currency
        quote.lines = try transaction.lines(inputs, in: quote.currency, existing: old.lines)
        quote.sums = try quote.lines.sums(in: quote.currency, rounding: old.sums.rounding)
        quote.contactId = content.contactId ?? old.contactId
        quote.validUntil = content.validUntil ?? old.validUntil
        quote.ownership = try NewOwnership(
            given: content.ownership, person: person, scope: RowScope(person, .quote, .edit)
        ).change(id, old.ownership, transaction.db)
        return try transaction.update(&quote, from: old, expected: expected)
    }
}
