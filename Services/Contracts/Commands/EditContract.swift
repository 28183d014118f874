import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Changes a contract that is not signed yet. An approval that it had is void afterwards, and what was agreed is negotiated
/// again (CON-2).
struct EditContract {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = [
            "contactId", "quoteId", "customerNumber", "ceiling", "paymentTerms", "note", "effectiveFrom", "effectiveTo",
            "terms", "renewal", "allowance",
        ]
        var customerId: EntityID?
        var kind: ContractKind?
        var currency: Currency?
        var lines: [LineDraft]?
        var contactId: Change<EntityID>
        var quoteId: Change<EntityID>
        var customerNumber: Change<String>
        var ceiling: Change<Int64>
        var paymentTerms: Change<String>
        var note: Change<String>
        var effectiveFrom: Change<Day>
        var effectiveTo: Change<Day>
        var ownership: Ownership?
        var signatories: [Signatory]?
        var instalments: [InstalmentDraft]?
        var guarantees: [GuaranteeDraft]?
        var terms: Change<TermsDraft>
        var renewal: Change<Renewal>
        var allowance: Change<AllowanceDraft>
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Contract.self, id, for: person, .edit)
        var contract = old
        try apply(to: &contract, in: transaction)
        guard contract != old else { return try transaction.update(&contract, from: old, expected: expected) }
        try contract.reopenForEdit()
        // Only with an edit: that a customer has another name by now does not void an approval.
        contract.terms = try contract.terms.map { try transaction.madeAnew($0, for: contract) }
        let isReopened = contract.status != old.status
        let version = try transaction.update(
            &contract, from: old, event: isReopened ? "status-changed" : .updated, expected: expected)
        if isReopened {
            try transaction.keepStep(
                of: version.subject, id: id, by: person, "edit", from: old.status.rawValue, to: contract.status.rawValue
            )
        }
        return version
    }

    private func apply(to contract: inout Contract, in transaction: Transaction) throws {
        if let customerId = input.customerId {
            _ = try transaction.visibleCustomer(customerId, for: person)
            contract.customerId = customerId
        }
        contract.kind = input.kind ?? contract.kind
        input.contactId.apply(to: &contract.contactId)
        input.quoteId.apply(to: &contract.quoteId)
        input.customerNumber.apply(to: &contract.customerNumber)
        input.ceiling.apply(to: &contract.ceiling)
        input.paymentTerms.apply(to: &contract.paymentTerms)
        input.note.apply(to: &contract.note)
        input.effectiveFrom.apply(to: &contract.effectiveFrom)
        input.effectiveTo.apply(to: &contract.effectiveTo)
        try contract.checkDates()
        contract.ownership = try transaction.changedOwnership(of: contract, to: input.ownership, by: person)
        try applyLines(to: &contract, in: transaction)
        try applyParts(to: &contract, in: transaction)
    }

    private func applyParts(to contract: inout Contract, in transaction: Transaction) throws {
        if let signatories = input.signatories { contract.signatories = signatories }
        if let drafts = input.instalments { contract.instalments = drafts.map { $0.made(transaction.newID) } }
        if let drafts = input.guarantees { contract.guarantees = drafts.map { $0.made(transaction.newID).asAgreed } }
        input.renewal.apply(to: &contract.renewal)
        switch input.allowance {
        case .keep: break
        case .clear: contract.allowance = nil
        case .set(let draft): contract.allowance = draft.made(used: try transaction.usedQuantity(of: id))
        }
        switch input.terms {
        case .keep: break
        case .clear: contract.terms = nil
        case .set(let draft): contract.terms = try draft.made(for: contract, in: transaction)
        }
        try contract.checkParts()
    }

    private func applyLines(to contract: inout Contract, in transaction: Transaction) throws {
        guard input.lines != nil || input.currency != nil || input.kind != nil else { return }
        contract.currency = input.currency ?? contract.currency
        var resolver = try transaction.resolver(
            parent: nil, currency: contract.currency, on: transaction.today, mayChangePrices: true,
            existing: contract.lines)
        resolver.isHeldToClass = true
        resolver.mayBeUnlimited = contract.kind == .framework
        let lines = try input.lines.map { try resolver.resolve($0) } ?? contract.lines
        if contract.kind != .framework, let index = lines.firstIndex(where: { $0.quantity == .zero }) {
            throw LineError.quantity(path: "$.lines[\(index)].quantity")
        }
        let priced = try PricedLines(lines, currency: contract.currency, rounding: contract.sums.rounding)
        (contract.lines, contract.sums) = (priced.lines, priced.sums)
    }
}
