import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A change or addition to a contract in force, kept as an annex (phụ lục). What its orders and invoices would contradict is
/// refused, and the first of them named (CON-4).
struct AmendContract {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = ["ceiling", "effectiveTo", "paymentTerms", "allowance"]
        /// What was agreed and why.
        var note: String
        var on: Day?
        var lines: [LineDraft]?
        var ceiling: Change<Int64>
        var effectiveTo: Change<Day>
        var paymentTerms: Change<String>
        var instalments: [InstalmentDraft]?
        var guarantees: [GuaranteeDraft]?
        var allowance: Change<AllowanceDraft>
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Contract.self, id, for: person, .approve)
        var contract = old
        try contract.requireInForce()
        let on = input.on ?? transaction.today
        guard on <= transaction.today else { throw ContractError.inFuture(path: "$.on") }
        let last = try [old.signedOn, transaction.lastAnnexDay(of: id)].compactMap(\.self).max()
        if let last, on < last { throw ContractError.beforeLast(last) }
        guard !input.note.isEmpty else { throw ContractError.noteRequired(.negotiate) }
        input.ceiling.apply(to: &contract.ceiling)
        input.effectiveTo.apply(to: &contract.effectiveTo)
        input.paymentTerms.apply(to: &contract.paymentTerms)
        try contract.checkDates()
        if let drafts = input.lines { try replaceLines(of: &contract, by: drafts, in: transaction) }
        if let drafts = input.instalments { contract.instalments = drafts.map { $0.made(transaction.newID) } }
        if let drafts = input.guarantees { contract.guarantees = drafts.map { $0.made(transaction.newID) } }
        switch input.allowance {
        case .keep: break
        case .clear: contract.allowance = nil
        case .set(let draft): contract.allowance = draft.made(used: try transaction.usedQuantity(of: id))
        }
        try contract.checkParts()
        try transaction.checkChildren(of: contract)
        try transaction.checkAcceptances(of: contract)
        try requireRole(from: old, to: contract, in: transaction)
        let version = try transaction.update(&contract, from: old, cause: input.note)
        try transaction.keepAnnex(from: old, to: contract, on: on, note: input.note, by: person)
        return version
    }

    /// An annex that needs more approval than the contract had is entered by who has the last word on it.
    private func requireRole(from old: Contract, to new: Contract, in transaction: Transaction) throws {
        let rules = try transaction.approvalRules()
        let needed = rules.roles(for: new.amountAtStake, in: new.currency)
        guard let last = needed.last, needed != rules.roles(for: old.amountAtStake, in: old.currency) else { return }
        guard try transaction.roles(of: person).contains(last) else { throw ApprovalError.approvalOfRole(last) }
    }

    private func replaceLines(
        of contract: inout Contract, by drafts: [LineDraft], in transaction: Transaction
    ) throws {
        var resolver = try transaction.resolver(
            parent: nil, currency: contract.currency, on: transaction.today, mayChangePrices: true,
            existing: contract.lines)
        resolver.isHeldToClass = true
        resolver.mayBeUnlimited = contract.kind == .framework
        let priced = try PricedLines(
            try resolver.resolve(Self.kept(drafts, of: contract)), currency: contract.currency,
            rounding: contract.sums.rounding)
        guard !priced.lines.isEmpty else { throw ContractError.noLines }
        (contract.lines, contract.sums) = (priced.lines, priced.sums)
    }

    /// A line that is given without its id is the one of the same product and unit that was there: minutes name it.
    private static func kept(_ drafts: [LineDraft], of contract: Contract) -> [LineDraft] {
        let given = Set(drafts.compactMap(\.id))
        var free = contract.lines.filter { !given.contains($0.id) }
        return drafts.map { draft in
            var draft = draft
            let place = free.firstIndex { line in
                draft.productId == line.productId && draft.unit.map(line.lineUnit.isNamed) ?? true
                    && (draft.productId != nil || draft.description == line.description)
            }
            if draft.id == nil, let place { draft.id = free.remove(at: place).id }
            return draft
        }
    }
}
