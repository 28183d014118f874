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

    /// The lines of the adjusting invoice, with the original's rates, and which of them change a price alone. What it comes to
    /// is the original as it will be less the original as it is after `earlier`.
    static func lines(
        _ adjustments: [LineAdjustment], of original: Invoice, after earlier: [Invoice], newID: () -> EntityID
    ) throws -> (PricedLines, [EntityID]) {
        let asIs = try original.lines.map { try original.asAdjusted($0, by: earlier) }
        var now = asIs
        var changes: [(index: Int, line: DocumentLine)] = []
        var lines: [LineState] = []
        var priceLines: [EntityID] = []
        for (position, adjustment) in adjustments.enumerated() {
            let path = "$.adjustments[\(position)]"
            guard let index = original.lines.firstIndex(where: { $0.id == adjustment.lineId }) else {
                throw InvoiceError.unknownLine(path: path + ".lineId")
            }
            let next = try adjustment.applied(to: now[index], of: original.lines[index], path: path)
            guard next.quantity >= .zero else { throw InvoiceError.adjustedBelowZero(original.name) }
            lines.append(adjustment.line(from: now[index], to: next, id: newID()))
            if adjustment.quantity == nil { priceLines.append(lines[position].id) }
            changes.append((index, next.document))
            now[index] = next
        }
        let priced = try PricedLines(adjusting: asIs, by: changes, lines, of: original.sums)
        return (priced, priceLines)
    }

    /// The original's line with this adjustment too.
    private func applied(to now: LineState, of original: LineState, path: String) throws -> LineState {
        var next = now
        switch (quantity, unitPrice) {
        case (let quantity?, nil) where quantity != .zero:
            guard quantity.isKeepable else { throw LineError.sums(.overflow, path: path + ".quantity") }
            next.quantity = try now.quantity.adding(quantity)
            next.discount = original.discount(forPart: next.quantity)
        case (nil, let unitPrice?) where unitPrice != .zero:
            next.unitPrice = try now.unitPrice.adding(unitPrice, path: path + ".unitPrice")
        default: throw LineError.adjustment(path: path)
        }
        return next
    }

    /// What the adjusting invoice says of it.
    private func line(from now: LineState, to next: LineState, id: EntityID) -> LineState {
        var line = now
        (line.id, line.parentLineId) = (id, now.id)
        if let quantity { line.quantity = quantity }
        if let unitPrice { line.unitPrice = unitPrice }
        // A discount by percentage is of the change as well; one by value changes with the quantity.
        if case .value(let old) = now.discount, case .value(let new) = next.discount {
            line.discount = old == new ? nil : .value(abs(new - old))
        }
        return line
    }
}

extension Invoice {
    /// What a line is by now: what earlier adjustments took off its quantity or price is not given back twice.
    fileprivate func asAdjusted(_ line: LineState, by earlier: [Invoice]) throws -> LineState {
        var now = line
        for invoice in earlier {
            for change in invoice.lines where change.parentLineId == line.id {
                if invoice.priceLines.contains(change.id) {
                    now.unitPrice = try now.unitPrice.adding(change.unitPrice, path: "$.adjustments")
                } else {
                    now.quantity = try now.quantity.adding(change.quantity)
                }
            }
        }
        now.discount = line.discount(forPart: now.quantity)
        return now
    }
}

extension UnitPrice {
    fileprivate func adding(_ other: UnitPrice, path: String) throws -> UnitPrice {
        let (sum, overflowed) = scaled.addingReportingOverflow(other.scaled)
        guard !overflowed else { throw LineError.sums(.overflow, path: path) }
        return UnitPrice(scaled: sum)
    }
}
