import Foundation
import Messages
import Money
import ServiceKit
import Store

/// The lines of an order: those given, else all that is left of the contract.
struct OrderLines {
    var drafts: [LineDraft]?
    var contract: Contract?
    var currency: Currency
    var day: Day
    var rounding: TaxRounding
    var person: Person
    /// The order that is being changed.
    var order: Order?

    func priced(in transaction: Transaction) throws -> PricedLines {
        let resolver = try transaction.resolver(
            parent: contract?.lines, currency: currency, on: day, mayChangePrices: person.may(.orders, .approve),
            taken: try transaction.taken(of: contract?.id, contract?.lines, without: order?.id),
            existing: order?.lines ?? [])
        return try PricedLines(
            try resolver.resolve(try drafts ?? rest(in: transaction)), currency: currency, rounding: rounding)
    }

    private func rest(in transaction: Transaction) throws -> [LineDraft] {
        guard let contract else { return [] }
        return try transaction.rest(of: contract.lines, contract.id, DocumentName(.contract, contract.number))
    }
}
