import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Service that was given under a contract (CON-8), by hand.
struct RecordUsage {
    struct Input: Codable, Sendable {
        var quantity: Quantity
        var usedOn: Day?
        /// Where it was seen; `manual` where it is left out.
        var source: String?
        /// Once per source; made up where it is left out.
        var reference: String?
        var note: String?
    }

    var contractId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let contract = try transaction.owned(Contract.self, contractId, for: person, .edit)
        let id = transaction.newID()
        let (source, reference) = (input.source ?? RecordPayment.source, input.reference ?? id.description)
        guard try transaction.usage(source: source, reference: reference) == nil else {
            throw PaymentError.referenceUsed(source: source, reference: reference, path: "$.reference")
        }
        return try TakeUsage(
            id: id, contract: contract, source: source, reference: reference,
            usedOn: input.usedOn ?? transaction.today, quantity: input.quantity, note: input.note,
            account: person.account
        ).execute(in: transaction)
    }
}

/// Takes what was used off a contract's allowance. At 80 % of it and at its end whoever is responsible is warned, by the
/// events of those names; what goes beyond is recorded too.
struct TakeUsage {
    var id: EntityID
    var contract: Contract
    var source: String
    var reference: String
    var usedOn: Day
    var quantity: Quantity
    var note: String?
    var account: EntityID?
    /// The case that uses it.
    var caseId: EntityID?
    /// Where the input's members are, for the paths of errors.
    var root = "$"

    func execute(in transaction: Transaction) throws -> RecordVersion {
        guard quantity > .zero, quantity.isKeepable else { throw LineError.quantity(path: root + ".quantity") }
        guard PlanExecution.carriedOut.contains(contract.status) else {
            throw UsageError.notCarriedOut(contract.status)
        }
        guard var allowance = contract.allowance else { throw UsageError.noAllowance }
        guard usedOn <= transaction.today else { throw ContractError.inFuture(path: root + ".usedOn") }
        let (from, to) = (allowance.from ?? contract.effectiveFrom, allowance.to ?? contract.effectiveTo)
        guard from.map({ $0 <= usedOn }) ?? true, to.map({ usedOn <= $0 }) ?? true else {
            throw UsageError.outsidePeriod(usedOn, path: root + ".usedOn")
        }
        let before = allowance.used
        do { allowance.used = try before.adding(quantity) } catch {
            throw LineError.sums(error, path: root + ".quantity")
        }
        try UsageRow(
            id: id, contractId: contract.id, source: source, reference: reference, usedOn: usedOn, quantity: quantity,
            note: note, at: transaction.now, account: account, caseId: caseId
        ).insert(transaction.db)
        var changed = contract
        changed.allowance = allowance
        return try transaction.update(
            &changed, from: contract, event: allowance.warning(after: before) ?? .updated, cause: reference)
    }
}

extension Allowance {
    /// What is to be said once when it comes to this from `before`.
    fileprivate func warning(after before: Quantity) -> EventName? {
        if before < quantity, used >= quantity { return "allowance-used-up" }
        let reached = { (used: Quantity) in Int128(used.scaled) * 5 >= Int128(quantity.scaled) * 4 }
        return !reached(before) && reached(used) ? "allowance-low" : nil
    }
}

/// What was used of a contract's allowance, once per source and reference.
struct UsageRow: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "usage"
    var id: EntityID
    var contractId: EntityID
    var source: String
    var reference: String
    var usedOn: Day
    var quantity: Quantity
    var note: String?
    var at: Instant
    var account: EntityID?
    /// When it was taken back, and why.
    var reversedAt: Instant?
    var reversalNote: String?
    /// The case that used it.
    var caseId: EntityID?
}

extension Transaction {
    /// All that was recorded for a contract and stands.
    func usedQuantity(of contract: EntityID) throws -> Quantity {
        let rows = try UsageRow.filter(Column("contractId") == contract && Column("reversedAt") == nil).fetchAll(db)
        return try rows.reduce(.zero) { try $0.adding($1.quantity) }
    }

    func usage(source: String, reference: String) throws -> UsageRow? {
        try UsageRow.filter(Column("source") == source && Column("reference") == reference).fetchOne(db)
    }
}
