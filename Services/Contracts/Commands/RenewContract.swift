import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Prepares the contract that follows one that ends: its lines and what else was agreed, from the day after the last, as long
/// as before or as the renewal says; both name each other (CON-7).
struct RenewContract {
    struct Input: Codable, Sendable {
        var effectiveFrom: Day?
        var effectiveTo: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.contracts, .create)
        let old = try transaction.owned(Contract.self, id, for: person, .edit)
        guard old.signedOn != nil, old.status != .cancelled else { throw UsageError.notCarriedOut(old.status) }
        guard old.successorId == nil else { throw ContractError.renewedAlready }
        guard let end = old.effectiveTo else { throw ContractError.noEnd }
        let from = input.effectiveFrom ?? end.adding(days: 1)
        var successor = Contract(
            id: transaction.newID(),
            number: try transaction.nextContractNumber(old.kind, customer: old.customerId),
            customerNumber: nil, kind: old.kind, customerId: old.customerId, contactId: old.contactId,
            currency: old.currency, lines: try lines(of: old, in: transaction), sums: old.sums,
            ceiling: old.ceiling, paymentTerms: old.paymentTerms, note: old.note, effectiveFrom: from,
            effectiveTo: input.effectiveTo ?? Self.end(of: old, from: from, to: end),
            createdAt: transaction.now, signatories: old.signatories, terms: old.terms, renewal: old.renewal,
            predecessorId: id)
        let priced = try PricedLines(successor.lines, currency: old.currency, rounding: old.sums.rounding)
        (successor.lines, successor.sums) = (priced.lines, priced.sums)
        successor.allowance = old.allowance.map { allowance in
            Allowance(unit: allowance.unit, quantity: allowance.quantity, coverage: allowance.coverage)
        }
        successor.terms = try successor.terms.map { try transaction.madeAnew($0, for: successor) }
        successor.ownership = old.ownership
        try successor.checkDates()
        try successor.checkParts()
        let version = try transaction.insert(&successor, cause: old.published.subject.description)
        try transaction.keepStep(
            of: version.subject, id: successor.id, by: person, "request", from: "", to: successor.status.rawValue,
            note: old.number)
        var renewed = old
        renewed.successorId = successor.id
        try transaction.update(&renewed, from: old, cause: version.subject.description)
        return version
    }

    /// New lines with the rates of the present day (CON-3).
    private func lines(of old: Contract, in transaction: Transaction) throws -> [LineState] {
        let taxes = try transaction.taxClasses()
        return try old.lines.map { line in
            var line = line
            line.id = transaction.newID()
            let product = try line.productId.flatMap { id in try transaction.product(id, in: old.currency) }
            line.tax = product.flatMap { taxes.mark(of: $0.taxClass, on: transaction.today) } ?? line.tax
            return line
        }
    }

    private static func end(of old: Contract, from: Day, to end: Day) -> Day {
        if let months = old.renewal?.months { return from.adding(months: months).adding(days: -1) }
        guard let start = old.effectiveFrom else { return from.adding(months: 12).adding(days: -1) }
        // Whole months stay whole months; else as many days.
        let (a, b) = (start.components, end.adding(days: 1).components)
        let months = (b.year - a.year) * 12 + b.month - a.month
        if months > 0, start.adding(months: months) == end.adding(days: 1) {
            return from.adding(months: months).adding(days: -1)
        }
        return from.adding(days: Int(end.daysSince1970 - start.daysSince1970))
    }
}

extension Transaction {
    /// A successor that comes to nothing leaves its predecessor to be renewed again.
    func releasePredecessor(of contract: Contract) throws {
        guard let id = contract.predecessorId, let old = try find(Contract.self, id), old.successorId == contract.id
        else {
            return
        }
        var released = old
        released.successorId = nil
        try update(&released, from: old, cause: contract.published.subject.description)
    }
}
