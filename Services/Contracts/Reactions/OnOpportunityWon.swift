import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A won opportunity asks for a contract: made once, however often it is won again. What another system recorded as won
/// is history and makes nothing.
struct OnOpportunityWon {
    let event: Event<OpportunityState>

    /// The id of the contract that an opportunity leads to.
    static func contractID(of opportunity: EntityID) -> EntityID {
        EntityID(namespace: .quen, parts: ["contract-of", opportunity.description])
    }

    func execute(in transaction: Transaction) throws {
        let opportunity = event.state
        guard event.name == "won", !event.isDeleted else { return }
        let id = Self.contractID(of: opportunity.id)
        // One that was deleted since has left its steps behind: it was made once, and is not made again.
        guard try !transaction.hasSteps(id) else { return }
        let quote = try acceptedQuote(in: transaction)
        let currency = quote?.currency ?? opportunity.currency
        let priced = try PricedLines(
            quote?.lines ?? opportunity.lines, currency: currency, rounding: try transaction.taxRounding())
        var contract = Contract(
            id: id, number: try transaction.nextContractNumber(.sale, customer: opportunity.customerId), kind: .sale,
            customerId: opportunity.customerId, contactId: opportunity.contactId, opportunityId: opportunity.id,
            quoteId: quote?.id ?? opportunity.acceptedQuoteId, currency: currency, lines: priced.lines,
            sums: priced.sums,
            createdAt: transaction.now)
        contract.ownership = opportunity.ownership
        let version = try transaction.insert(&contract, cause: opportunity.subject.description)
        try transaction.keepStep(
            of: version.subject, id: id, by: nil, "request", from: "", to: contract.status.rawValue,
            note: opportunity.subject.description)
    }

    /// Its lines are what the customer agreed to. Where its copy is not here, the opportunity's lines are the same.
    private func acceptedQuote(in transaction: Transaction) throws -> QuoteCopy? {
        guard let id = event.state.acceptedQuoteId else { return nil }
        return try QuoteCopy.filter(Column("id") == id).fetchOne(transaction.db)
    }
}
