import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A contract by hand (CON-1). Where it comes from a quote, the quote's lines are taken unless others are given.
struct CreateContract {
    struct Input: Codable, Sendable {
        var customerId: EntityID
        var kind: ContractKind
        var contactId: EntityID?
        var opportunityId: EntityID?
        var quoteId: EntityID?
        /// That of the quote, else VND.
        var currency: Currency?
        var lines: [LineDraft]?
        var customerNumber: String?
        var ceiling: Int64?
        var paymentTerms: String?
        var note: String?
        var effectiveFrom: Day?
        var effectiveTo: Day?
        var ownership: Ownership?
        var signatories: [Signatory]?
        var instalments: [InstalmentDraft]?
        var guarantees: [GuaranteeDraft]?
        var terms: TermsDraft?
        var renewal: Renewal?
        var allowance: AllowanceDraft?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.contracts, .create)
        let customer = try transaction.visibleCustomer(input.customerId, for: person)
        let quote = try input.quoteId.map { try namedQuote($0, in: transaction) }
        let currency = input.currency ?? quote?.currency ?? .vnd
        let priced = try PricedLines(
            try lines(quote, currency, in: transaction), currency: currency, rounding: try transaction.taxRounding())
        var contract = Contract(
            id: transaction.newID(),
            number: try transaction.nextContractNumber(input.kind, customer: input.customerId),
            customerNumber: input.customerNumber, kind: input.kind, customerId: input.customerId,
            contactId: input.contactId, opportunityId: input.opportunityId, quoteId: input.quoteId, currency: currency,
            lines: priced.lines, sums: priced.sums, ceiling: input.ceiling, paymentTerms: input.paymentTerms,
            note: input.note, effectiveFrom: input.effectiveFrom, effectiveTo: input.effectiveTo,
            createdAt: transaction.now)
        try contract.checkDates()
        try applyParts(to: &contract, in: transaction)
        contract.ownership = try transaction.newOwnership(
            .contract, given: input.ownership, parent: customer, person: person)
        let version = try transaction.insert(&contract)
        try transaction.keepStep(
            of: version.subject, id: contract.id, by: person, "request", from: "", to: contract.status.rawValue)
        return version
    }

    private func applyParts(to contract: inout Contract, in transaction: Transaction) throws {
        contract.signatories = input.signatories ?? []
        contract.instalments = (input.instalments ?? []).map { $0.made(transaction.newID) }
        contract.guarantees = (input.guarantees ?? []).map { $0.made(transaction.newID).asAgreed }
        contract.renewal = input.renewal
        contract.allowance = input.allowance?.made(used: .zero)
        contract.terms = try input.terms?.made(for: contract, in: transaction)
        try contract.checkParts()
    }

    /// Throws where it is not known, another customer's, or the person may not see it: what it says would be the contract's.
    private func namedQuote(_ id: EntityID, in transaction: Transaction) throws -> QuoteCopy {
        guard let quote = try QuoteCopy.filter(Column("id") == id).fetchOne(transaction.db),
            quote.customerId == input.customerId, try RowScope(person, .quote).reaches(id, transaction.db)
        else { throw ContractError.unknownQuote }
        return quote
    }

    private func lines(_ quote: QuoteCopy?, _ currency: Currency, in transaction: Transaction) throws -> [LineState] {
        guard let drafts = input.lines else { return quote?.lines ?? [] }
        var resolver = try transaction.resolver(
            parent: nil, currency: currency, on: transaction.today, mayChangePrices: true)
        resolver.isHeldToClass = true
        resolver.mayBeUnlimited = input.kind == .framework
        return try resolver.resolve(drafts)
    }
}
