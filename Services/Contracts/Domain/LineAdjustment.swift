import Foundation
import Messages
import Money

/// By how much an adjusting invoice changes one line of the original: its quantity, or its price (CON-5).
struct LineAdjustment: Codable, Sendable, Hashable {
    /// Of the original's lines.
    var lineId: EntityID
    /// Below zero where goods came back.
    var quantity: Quantity?
    /// Of the quantity, where it is another of the product's units than the line's.
    var unit: String?
    /// The difference of the price of the line's unit, for the whole quantity that the line has by now.
    var unitPrice: UnitPrice?

    /// The lines of the adjusting invoice, with the original's rates, and which of them change a price alone. What it comes to
    /// is the original as it will be less the original as it is after `earlier`.
    /// - Parameter product: what is known of a product here.
    static func lines(
        _ adjustments: [LineAdjustment], of original: Invoice, after earlier: [Invoice],
        product: (EntityID) throws -> ProductFacts?, newID: () -> EntityID
    ) throws -> (PricedLines, [EntityID]) {
        var now = try original.lines.map { try AdjustedLine($0, by: earlier, path: "$.adjustments") }
        let asIs = now.map(\.line)
        var changes: [(index: Int, line: DocumentLine)] = []
        var lines: [LineState] = []
        var priceLines: [EntityID] = []
        for (position, adjustment) in adjustments.enumerated() {
            let path = "$.adjustments[\(position)]"
            guard let index = original.lines.firstIndex(where: { $0.id == adjustment.lineId }) else {
                throw InvoiceError.unknownLine(path: path + ".lineId")
            }
            let unit = try adjustment.lineUnit(of: original.lines[index], product, path: path + ".unit")
            let next = try adjustment.applied(to: now[index], in: unit, original: original.name, path: path)
            lines.append(try adjustment.line(from: now[index], to: next, in: unit, id: newID(), path: path))
            if adjustment.quantity == nil { priceLines.append(lines[position].id) }
            changes.append((index, next.line.document))
            now[index] = next
        }
        let priced = try PricedLines(adjusting: asIs, by: changes, lines, of: original.sums)
        return (priced, priceLines)
    }

    private func lineUnit(
        of line: LineState, _ product: (EntityID) throws -> ProductFacts?, path: String
    ) throws -> LineUnit {
        guard let unit else { return line.lineUnit }
        guard quantity != nil else { throw LineError.adjustment(path: path) }
        return try line.unit(named: unit, of: try line.productId.flatMap(product), path: path)
    }

    /// The original's line with this adjustment too.
    private func applied(
        to now: AdjustedLine, in unit: LineUnit, original: String, path: String
    ) throws -> AdjustedLine {
        switch (quantity, unitPrice) {
        case (let quantity?, nil) where quantity != .zero:
            guard quantity.isKeepable else { throw LineError.sums(.overflow, path: path + ".quantity") }
            let sum = now.quantity + BaseQuantity(quantity, of: unit.size)
            guard sum >= .zero else { throw InvoiceError.adjustedBelowZero(original) }
            return try AdjustedLine(now.original, sum, now.unitPrice, path: path + ".quantity")
        case (nil, let unitPrice?) where unitPrice != .zero:
            return try AdjustedLine(
                now.original, now.quantity, try now.unitPrice.adding(unitPrice, path: path + ".unitPrice"),
                path: path + ".unitPrice")
        default: throw LineError.adjustment(path: path)
        }
    }

    /// What the adjusting invoice says of it.
    private func line(
        from now: AdjustedLine, to next: AdjustedLine, in unit: LineUnit, id: EntityID, path: String
    ) throws -> LineState {
        var line = now.line
        (line.id, line.parentLineId) = (id, now.line.id)
        do {
            if let quantity {
                (line.lineUnit, line.quantity) = (unit, quantity)
                line.unitPrice = try now.unitPrice.converted(of: now.original.lineUnit.size, to: unit.size)
            }
            if let unitPrice {
                line.unitPrice = try unitPrice.converted(of: now.original.lineUnit.size, to: line.lineUnit.size)
            }
        } catch { throw LineError.sums(error, path: path) }
        // A discount by percentage is of the change as well; one by value changes with the quantity.
        if case .value(let old) = now.line.discount, case .value(let new) = next.line.discount {
            line.discount = old == new ? nil : .value(abs(new - old))
        }
        return line
    }
}

/// A line of an invoice as adjustments make it. Of cases of which single cans came back it is told in cans.
private struct AdjustedLine {
    let original: LineState
    let quantity: BaseQuantity
    /// Of the original's unit.
    let unitPrice: UnitPrice
    let line: LineState

    init(_ original: LineState, _ quantity: BaseQuantity, _ unitPrice: UnitPrice, path: String) throws {
        (self.original, self.quantity, self.unitPrice) = (original, quantity, unitPrice)
        var line = original
        (line.lineUnit, line.quantity) = original.lineUnit.said(quantity)
        guard line.baseQuantity == quantity else { throw LineError.inexactAdjustment(path: path) }
        do {
            line.unitPrice = try unitPrice.converted(of: original.lineUnit.size, to: line.lineUnit.size)
        } catch { throw LineError.sums(error, path: path) }
        line.discount = original.discount(forPart: quantity)
        self.line = line
    }

    /// What a line is by now: what earlier adjustments took off its quantity or price is not given back twice.
    init(_ original: LineState, by earlier: [Invoice], path: String) throws {
        var (quantity, unitPrice) = (original.baseQuantity, original.unitPrice)
        for invoice in earlier {
            for change in invoice.lines where change.parentLineId == original.id {
                guard invoice.priceLines.contains(change.id) else {
                    quantity += change.baseQuantity
                    continue
                }
                do {
                    let difference = try change.unitPrice(in: original.lineUnit)
                    unitPrice = try unitPrice.adding(difference, path: path)
                } catch let error as MoneyError { throw LineError.sums(error, path: path) }
            }
        }
        try self.init(original, quantity, unitPrice, path: path)
    }
}

extension UnitPrice {
    fileprivate func adding(_ other: UnitPrice, path: String) throws -> UnitPrice {
        let (sum, overflowed) = scaled.addingReportingOverflow(other.scaled)
        guard !overflowed else { throw LineError.sums(.overflow, path: path) }
        return UnitPrice(scaled: sum)
    }
}
