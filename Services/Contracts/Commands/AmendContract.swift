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
        guard on <= transaction.today else { throw ContractError.inFuture }
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
        case .set(let draft): contract.allowance = draft.made(used: old.allowance?.used ?? .zero)
        }
        try contract.checkParts()
        try transaction.checkChildren(of: contract)
        let version = try transaction.update(&contract, from: old, cause: input.note)
        try transaction.keepAnnex(from: old, to: contract, on: on, note: input.note, by: person)
        return version
    }

    private func replaceLines(
        of contract: inout Contract, by drafts: [LineDraft], in transaction: Transaction
    ) throws {
        var resolver = try transaction.resolver(
            parent: nil, currency: contract.currency, on: transaction.today, mayChangePrices: true)
        resolver.mayBeUnlimited = contract.kind == .framework
        let priced = try PricedLines(
            try resolver.resolve(drafts), currency: contract.currency, rounding: contract.sums.rounding)
        guard !priced.lines.isEmpty else { throw ContractError.noLines }
        (contract.lines, contract.sums) = (priced.lines, priced.sums)
    }
}
