import Foundation
import Messages
import Money

/// A contract (hợp đồng), CON-1, and its life, CON-2.
struct Contract: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var number: String
    /// The customer's own number for it.
    var customerNumber: String?
    var kind: ContractKind
    var status: ContractStatus = .requested
    var customerId: EntityID
    var contactId: EntityID?
    var opportunityId: EntityID?
    var quoteId: EntityID?
    var currency: Currency
    var lines: [LineState]
    var sums: DocumentSums
    /// The most that the orders and invoices of a framework contract may come to, tax included, in the smallest unit.
    var ceiling: Int64?
    var paymentTerms: String?
    var note: String?
    var signedOn: Day?
    var effectiveFrom: Day?
    /// The last day on which it is in force. Passing it changes no status.
    var effectiveTo: Day?
    var approval: Approval?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant
    var signatories: [Signatory] = []
    var instalments: [Instalment] = []
    var guarantees: [Guarantee] = []
    var visits: [MaintenanceVisit] = []
    var workItems: [WorkItem] = []
    /// What those who must approve in order have approved so far; all of one content.
    var approvals: [RoleApproval] = []
    var terms: Terms?
    var renewal: Renewal?
    var allowance: Allowance?
    /// Since it was signed.
    var parties: ContractParties?
    /// Since it was liquidated.
    var liquidation: Liquidation?
    /// The contract that it renews, and the one that renews it.
    var predecessorId: EntityID?
    var successorId: EntityID?

    /// Who agreed to what exactly: a later edit or a copy has another hash, and this one no longer counts (CON-2).
    struct Approval: Codable, Sendable, Hashable {
        var contentHash: String
        var account: EntityID
        var at: Instant
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            (branchId, responsibleId, secondResponsibleId) =
                (newValue.branchId, newValue.responsibleId, newValue.secondResponsibleId)
        }
    }

    var canBeOrderedFrom: Bool { status == .signed || status == .inProgress }
    /// What was accepted is invoiced, so this goes on after the acceptance, and until the books of one that ended are settled.
    var canBeInvoiced: Bool { canBeOrderedFrom || status == .accepted || status == .ended }
    static let editable: Set<ContractStatus> = [.requested, .drafted, .negotiating, .agreed]
    static let deletable: Set<ContractStatus> = [.requested, .drafted, .negotiating]

    func isExpired(on day: Day) -> Bool { effectiveTo.map { $0 < day } ?? false }

    /// Throws where it can no longer be edited; voids an approval and reopens what was agreed.
    mutating func reopenForEdit() throws(ContractError) {
        guard Self.editable.contains(status) else { throw .notEditable(status) }
        approval = nil
        approvals = []
        if status == .agreed { status = .negotiating }
    }

    func checkDates() throws(ContractError) {
        if let from = effectiveFrom, let to = effectiveTo, to < from { throw .endsBeforeStart }
        if let ceiling, ceiling <= 0 { throw .invalidCeiling }
    }
}

extension Contract {
    /// All that an approval is of.
    private struct Content: Encodable {
        var number: String
        var customerNumber: String?
        var kind: ContractKind
        var customerId: EntityID
        var contactId: EntityID?
        var currency: Currency
        var lines: [LineState]
        var sums: DocumentSums
        var ceiling: Int64?
        var paymentTerms: String?
        var note: String?
        var effectiveFrom: Day?
        var effectiveTo: Day?
        // Left out where there are none, as in the contents that were approved before there were such.
        var signatories: [Signatory]?
        var instalments: [Instalment]?
        var guarantees: [Guarantee]?
        var terms: Terms?
        var renewal: Renewal?
        var allowance: Allowance?
    }

    /// Names this exact content. The contract's id is part of it, so that a copy is not approved.
    func contentHash() throws -> String {
        try ContentHash.of([
            id.description: Content(
                number: number, customerNumber: customerNumber, kind: kind, customerId: customerId,
                contactId: contactId,
                currency: currency, lines: lines, sums: sums, ceiling: ceiling, paymentTerms: paymentTerms, note: note,
                effectiveFrom: effectiveFrom, effectiveTo: effectiveTo, signatories: signatories.nilIfEmpty,
                instalments: instalments.nilIfEmpty,
                guarantees: guarantees.map(\.asAgreed).nilIfEmpty, terms: terms, renewal: renewal,
                allowance: allowance)
        ])
    }
}

extension Contract {
    /// Annexes change only what is signed and not ended.
    func requireInForce() throws(ContractError) {
        guard canBeOrderedFrom || status == .suspended else { throw .notInForce(status) }
    }
}
