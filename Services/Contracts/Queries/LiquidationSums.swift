import Foundation
import GRDB
import Messages
import Money
import Store

/// What a contract came to by the end of a day, as the minutes of its liquidation say it.
struct LiquidationSums {
    var contract: Contract
    var day: Day

    func fetch(_ db: Database) throws -> Liquidation {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT
                  (SELECT coalesce(sum(total), 0) FROM invoice WHERE contractId = ?1 AND issuedOn <= ?2
                     AND (replacedOn IS NULL OR replacedOn > ?2)) AS invoiced,
                  (SELECT coalesce(sum(settlement.amount), 0) FROM invoice JOIN settlement ON invoiceId = invoice.id
                     WHERE contractId = ?1 AND onDay <= ?2)
                  + (SELECT coalesce(sum(advance), 0) FROM payment WHERE contractId = ?1 AND paidOn <= ?2
                     AND (isReversed = 0 OR EXISTS (SELECT 1 FROM step WHERE recordId = payment.id
                       AND command = 'reverse' AND onDay > ?2))) AS paid
                """, arguments: [contract.id, day])
        let accepted = try Acceptance.filter(Column("contractId") == contract.id && Column("status") == "signed")
            .fetchAll(db)
        return Liquidation(
            contractValue: contract.sums.total,
            acceptedValue: accepted.isEmpty
                ? nil
                : try accepted.reduce(Int64(0)) {
                    try $0 + Self.value(of: $1, contract, after: Acceptance.quantities(try $1.before(db)))
                },
            invoiced: row?["invoiced"] ?? 0, paid: row?["paid"] ?? 0)
    }

    /// What minutes accept, with tax, by the contract's own prices; a discount by value in parts comes to the whole, as it does in
    /// orders and invoices.
    /// - Parameter before: what was accepted of each line earlier.
    static func value(
        of acceptance: Acceptance, _ contract: Contract, after before: [EntityID: BaseQuantity]
    ) throws -> Int64 {
        var before = before
        let lines = try acceptance.lines.compactMap { line -> LineState? in
            guard var of = acceptance.contractLines.first(where: { $0.id == line.contractLineId }) else { return nil }
            let unit = line.lineUnit(of: of)
            of.discount = of.discount(forPart: line.baseQuantity, after: before[of.id] ?? .zero)
            of.unitPrice = try of.unitPrice(in: unit)
            (of.quantity, of.lineUnit) = (line.quantity, unit)
            before[of.id, default: .zero] += line.baseQuantity
            return of
        }
        return try PricedLines(lines, currency: contract.currency, rounding: contract.sums.rounding).sums.total
    }
}
