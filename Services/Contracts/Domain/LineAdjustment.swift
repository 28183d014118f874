import Foundation
import Messages
import Money

/// By how much an adjusting invoice changes one line of the original: its quantity, or its price (CON-5).
struct LineAdjustment: Codable, Sendable, Hashable {
    /// Of the original's lines.
    var lineId: EntityID
    /// Below zero where goods came back.
    var quantity: Quantity?
    /// The difference of the unit price, for the whole quantity that the line has by now.
    var unitPrice: UnitPrice?

    /// The lines of the adjusting invoice, with the original's rates, and which of them change a price alone.
    static func lines(
        _ adjustments: [LineAdjustment], of original: Invoice, after earlier: [Invoice], newID: () -> EntityID
    ) throws -> (PricedLines, [EntityID]) {
        var lines: [LineState] = []
        var priceLines: [EntityID] = []
        for (index, adjustment) in adjustments.enumerated() {
            let path = "$.adjustments[\(index)]"
            guard let line = original.lines.first(where: { $0.id == adjustment.lineId }) else {
                throw InvoiceError.unknownLine(path: path + ".lineId")
            }
            let made = try adjustment.line(line, original, earlier, id: newID(), path: path)
            if adjustment.quantity == nil { priceLines.append(made.id) }
            lines.append(made)
        }
        let priced = try PricedLines(
            lines, currency: original.currency, rounding: original.sums.rounding, mayBeNegative: true)
        try original.requireQuantities(after: earlier.map { ($0.lines, $0.priceLines) } + [(lines, priceLines)])
        return (priced, priceLines)
    }

    private func line(
        _ line: LineState, _ original: Invoice, _ earlier: [Invoice], id: EntityID, path: String
    ) throws -> LineState {
        var made = line
        made.id = id
        made.parentLineId = line.id
        switch (quantity, unitPrice) {
        case (let quantity?, nil) where quantity != .zero:
            made.quantity = quantity
            made.discount = line.discount(forPart: Quantity(scaled: abs(quantity.scaled)))
        case (nil, let unitPrice?) where unitPrice != .zero:
            made.quantity = try original.quantity(of: line, after: earlier.map { ($0.lines, $0.priceLines) })
            made.unitPrice = unitPrice
            // A discount by value stays as it is; one by percentage is of the new price too.
            if case .value = line.discount { made.discount = nil }
        default: throw LineError.quantity(path: path + ".quantity")
        }
        return made
    }
}

extension Invoice {
    /// What is left of a line after adjustments.
    fileprivate func quantity(
        of line: LineState, after changes: [(lines: [LineState], priceLines: [EntityID])]
    ) throws -> Quantity {
        try changes.reduce(line.quantity) { sum, change in
            try change.lines.filter { $0.parentLineId == line.id && !change.priceLines.contains($0.id) }
                .reduce(sum) { try $0.adding($1.quantity) }
        }
    }

    /// Throws where more of a line would be taken back than was invoiced.
    fileprivate func requireQuantities(after changes: [(lines: [LineState], priceLines: [EntityID])]) throws {
        for line in lines where try quantity(of: line, after: changes) < .zero {
            throw InvoiceError.adjustedBelowZero(name)
        }
    }
}
