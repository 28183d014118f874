import Foundation
import Messages
import Money
import ServiceKit
import Store

/// PIP-4: a new quote, from an opportunity or free.
struct DraftQuote {
    var content: QuoteContent
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.quotes, .create)
        let opportunity = try content.opportunityId.map { try openOpportunity($0, transaction) }
        guard let customerId = content.customerId ?? opportunity?.customerId else { throw QuoteError.noCustomer }
        guard opportunity.map({ $0.customerId == customerId }) != false else { throw QuoteError.otherCustomer }
        let customer = try transaction.customer(customerId, for: person)
        let currency = content.currency ?? opportunity?.currency ?? .vnd
        let lines = try transaction.lines(inputs(opportunity), in: currency)
        let rules = try QuoteRules(transaction)
        var quote = Quote(
            id: transaction.newID(), number: try rules.nextNumber(), customerId: customerId,
            contactId: content.contactId ?? opportunity?.contactId, opportunityId: opportunity?.id, currency: currency,
            lines: lines, sums: try lines.sums(in: currency, rounding: rules.rounding),
            validUntil: content.validUntil ?? rules.defaultValidity, createdAt: transaction.now)
        quote.ownership = try NewOwnership(
            given: content.ownership, parent: opportunity?.ownership ?? customer?.ownership, person: person,
            scope: RowScope(person, .quote, .create)
        ).decide(transaction.db)
        return try transaction.insert(&quote)
    }

    private func openOpportunity(_ id: EntityID, _ transaction: Transaction) throws -> Opportunity {
        let opportunity = try transaction.opportunity(id, for: person, .view)
        try opportunity.requireOpen()
        return opportunity
    }

    /// The opportunity's lines where none are given; each draws on its own.
    private func inputs(_ opportunity: Opportunity?) -> [LineInput] {
        content.lines
            ?? (opportunity?.lines ?? []).map { line in
                var input = LineInput(line)
                (input.id, input.parentLineId) = (nil, line.id)
                return input
            }
    }
}

extension QuoteContent {
    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }
}
