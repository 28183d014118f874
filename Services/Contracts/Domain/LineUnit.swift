import Foundation
import Messages
import Money

/// The unit of a line, with what it keeps of the product's units (PIP-2, CON-4).
struct LineUnit: Sendable, Hashable {
    var name: String?
    /// How many of `base` one is; nothing for the base unit itself, and where the product has no other units.
    var factor: UnitFactor?
    var base: String?

    /// How many base units one is.
    var size: UnitFactor { factor ?? .one }
    /// What its quantities are compared in: another unit with the same goes over into it by the factors.
    var comparedIn: String? { base ?? name }
    /// The base unit as a unit of its own.
    var ofBase: LineUnit { LineUnit(name: comparedIn) }

    func isNamed(_ other: String) -> Bool { name.map { UnitName.areAlike($0, other) } ?? false }

    /// `0.5 thùng`; without a style as programs read it.
    func text(_ quantity: BaseQuantity, _ style: NumberStyle?) -> String { text(quantity.truncated(in: size), style) }
    func text(_ quantity: Quantity, _ style: NumberStyle?) -> String {
        ([style.map { quantity.text($0) } ?? quantity.description] + [name].compactMap(\.self)).joined(separator: " ")
    }

    /// In this unit, else in the base unit, where it takes no more than 4 decimals there; else what of it can be said in this one.
    func said(_ quantity: BaseQuantity) -> (unit: LineUnit, quantity: Quantity) {
        if let exact = quantity.exactly(in: size) { return (self, exact) }
        if let exact = quantity.exactly(in: .one) { return (ofBase, exact) }
        return (self, quantity.truncated(in: size))
    }
}

extension LineState {
    var lineUnit: LineUnit {
        get { LineUnit(name: unit, factor: unitFactor, base: baseUnit) }
        set { (unit, unitFactor, baseUnit) = (newValue.name, newValue.factor, newValue.base) }
    }

    /// In the base unit.
    var baseQuantity: BaseQuantity { BaseQuantity(quantity, of: lineUnit.size) }

    /// What quantities are summed by: the product, else the words, and the base unit.
    var chainKey: String { "\(productId?.description ?? "text:" + description)|\(lineUnit.comparedIn ?? "")" }

    /// What one of another of the product's units costs by this line's price.
    func unitPrice(in other: LineUnit) throws(MoneyError) -> UnitPrice {
        try unitPrice.converted(of: lineUnit.size, to: other.size)
    }

    /// The unit of a part of this line that is told in `name`: its own, its base unit, or another of the product's that goes over
    /// into it.
    func unit(named name: String, of product: ProductFacts?, path: String) throws(LineError) -> LineUnit {
        if lineUnit.isNamed(name) { return lineUnit }
        if lineUnit.ofBase.isNamed(name) { return lineUnit.ofBase }
        let asked = product?.lineUnit(named: name)
        if asked == nil, let names = product?.units?.names { throw .unknownUnit(name, names: names, path: path) }
        guard let asked, asked.comparedIn == lineUnit.comparedIn else {
            throw .otherUnit(name, parent: unit ?? "-", path: path)
        }
        return asked
    }

    /// A draft of a line that draws on this one.
    func draft(of quantity: BaseQuantity) -> LineDraft {
        let (unit, quantity) = lineUnit.said(quantity)
        return LineDraft(unit: unit == lineUnit ? nil : unit.name, quantity: quantity, parentLineId: id)
    }
}

extension AcceptanceState.Line {
    /// In the base unit.
    var baseQuantity: BaseQuantity { BaseQuantity(quantity, of: unitFactor ?? .one) }

    /// In what unit it is handed over, of a line of the contract.
    func lineUnit(of line: LineState) -> LineUnit {
        unit.map { LineUnit(name: $0, factor: unitFactor, base: unitFactor.flatMap { _ in line.lineUnit.comparedIn }) }
            ?? line.lineUnit
    }

    /// Says the unit where that is not simply the one of the contract's line.
    init(
        of line: LineState, _ unit: LineUnit, _ quantity: Quantity, serials: [String] = [], warrantyMonths: Int? = nil
    ) {
        let isPlain = unit == line.lineUnit && unit.factor == nil
        self.init(
            contractLineId: line.id, quantity: quantity, serials: serials, warrantyMonths: warrantyMonths,
            unit: isPlain ? nil : unit.name, unitFactor: unit.factor)
    }
}
