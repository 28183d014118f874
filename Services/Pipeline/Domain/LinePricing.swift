import Foundation
import Messages
import Money

/// Makes whole lines of what was entered: the price from the product's price in the document's currency, the tax from
/// its tax class on the day, unless given (PIP-3, PIP-4).
struct LinePricing {
    var currency: Currency
    /// The day whose tax rates are looked up.
    var day: Day
    /// Those that the lines name.
    var products: [EntityID: Product]
    var taxClasses: [String: TaxClass]
    /// Those of the products.
    var unitGroups: [EntityID: UnitGroup] = [:]
    /// The lines that are there already: a withdrawn product may stay on them.
    var existing: [LineState] = []
    static let maxLines = 300

    /// Throws `LineError` with the place of the first fault.
    func lines(_ inputs: [LineInput], newID: () -> EntityID) throws -> [LineState] {
        guard inputs.count <= Self.maxLines else { throw LineError.tooMany }
        var ids: Set<EntityID> = []
        return try inputs.enumerated().map { index, input in
            let line = try line(input, at: index, newID: newID)
            guard ids.insert(line.id).inserted else { throw LineError.repeatedID(index) }
            return line
        }
    }

    private func line(_ input: LineInput, at index: Int, newID: () -> EntityID) throws -> LineState {
        let product = try product(input, at: index)
        guard input.quantity > .zero else { throw LineError.quantityNotPositive(index) }
        let unit = try unit(input, product, at: index)
        guard let price = try input.unitPrice ?? price(product, unit, at: index) else {
            throw LineError.noPrice(index, currency: currency.code)
        }
        guard price >= .zero else { throw LineError.negativePrice(index) }
        guard let tax = input.tax ?? product.flatMap({ taxClasses[$0.taxClass]?.mark(on: day) }) else {
            throw LineError.noTax(index)
        }
        let given = try TextRule.optional(input.description, at: "$.lines[\(index)].description", max: 500)
        guard let description = given ?? product?.name else { throw LineError.noDescription(index) }
        let line = LineState(
            id: input.id ?? newID(), productId: input.productId, description: description,
            unit: unit?.name, quantity: input.quantity, unitPrice: price, discount: input.discount, tax: tax,
            parentLineId: input.parentLineId, unitFactor: unit?.factor, baseUnit: unit?.base)
        _ = try line.sums(in: currency, at: index)
        return line
    }

    /// The unit of a line, with its factor where it is not the base unit itself.
    private struct LineUnit {
        var name: String
        var factor: UnitFactor?
        var base: String?
    }

    private func unit(_ input: LineInput, _ product: Product?, at index: Int) throws -> LineUnit? {
        let given = try TextRule.optional(input.unit, at: "$.lines[\(index)].unit", max: 30)
        guard let product else { return given.map { LineUnit(name: $0) } }
        let name = given ?? product.unit
        // What became of the product's units since does not change a line that there is.
        let old = existing.first { $0.id == input.id && $0.productId == product.id && $0.unit == name }
        if let old { return LineUnit(name: name, factor: old.unitFactor, base: old.baseUnit) }
        let units = units(of: product)
        guard let unit = units.unit(named: name) else {
            throw LineError.unknownUnit(index, unit: name, has: units.names)
        }
        let kept = units.kept(of: unit)
        return LineUnit(name: unit.name, factor: kept.factor, base: kept.base)
    }

    /// Nothing where the product has none in the currency, or not in this unit any more.
    private func price(_ product: Product?, _ unit: LineUnit?, at index: Int) throws -> UnitPrice? {
        guard let product, let unit, let known = units(of: product).unit(named: unit.name) else { return nil }
        do { return try units(of: product).price(in: known, currency)?.price } catch {
            throw LineError.money(index, error)
        }
    }

    private func units(of product: Product) -> ProductUnits {
        product.units(product.unitGroupId.flatMap { unitGroups[$0] })
    }

    private func product(_ input: LineInput, at index: Int) throws -> Product? {
        guard let id = input.productId else { return nil }
        guard let product = products[id] else { throw LineError.unknownProduct(index) }
        let isKept = existing.contains { $0.id == input.id && $0.productId == id }
        guard product.isActive || isKept else { throw LineError.withdrawnProduct(index, code: product.code) }
        return product
    }
}

extension LineState {
    var document: DocumentLine {
        DocumentLine(quantity: quantity, unitPrice: unitPrice, discount: discount, tax: tax)
    }

    /// The line's sums; the fault of money as one of the line at `index`.
    func sums(in currency: Currency, at index: Int) throws(LineError) -> LineSums {
        do { return try document.sums(in: currency) } catch { throw .money(index, error) }
    }
}

extension [LineState] {
    /// The document's sums (CON-3).
    func sums(in currency: Currency, rounding: TaxRounding) throws(LineError) -> DocumentSums {
        do {
            return try DocumentSums.of(lines: map(\.document), currency: currency, rounding: rounding)
        } catch {
            throw .money(nil, error)
        }
    }

    /// The value of the lines after discount and before tax.
    func net(in currency: Currency) throws(LineError) -> Amount {
        Amount(minorUnits: try sums(in: currency, rounding: .perLine).afterDiscount, currency: currency)
    }
}
