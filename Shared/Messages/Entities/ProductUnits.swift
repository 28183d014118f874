import Foundation
import Money

/// In what units a product is sold, and what it costs in each (PIP-2): Pipeline tells it of its catalogue, Contracts of its copies.
public struct ProductUnits: Sendable, Hashable {
    /// The base unit and the others, as people write them.
    public let all: [UnitGroupState.Unit]
    /// The unit that `prices` are of.
    private let own: UnitGroupState.Unit
    private let prices: [ProductState.Price]
    private let unitPrices: [ProductState.PriceInUnit]

    /// Where the price of a unit comes from.
    public enum PriceSource: String, Codable, Sendable, Hashable, CaseIterable {
        /// The product's price in its own unit.
        case base
        /// Set for the unit.
        case set
        /// From the product's price, by the factors.
        case factor
    }

    /// Nothing where the product's own unit is none of the group's.
    public init?(
        own unit: String, baseUnit: String, units: [UnitGroupState.Unit], prices: [ProductState.Price],
        unitPrices: [ProductState.PriceInUnit]
    ) {
        all = [UnitGroupState.Unit(name: baseUnit, factor: .one)] + units
        guard let own = all.first(where: { UnitName.areAlike($0.name, unit) }) else { return nil }
        self.own = own
        self.prices = prices
        self.unitPrices = unitPrices
    }

    /// Of a product that is in no group.
    public init(own unit: String, prices: [ProductState.Price]) {
        own = UnitGroupState.Unit(name: unit, factor: .one)
        all = [own]
        self.prices = prices
        unitPrices = []
    }

    public var baseUnit: String { all[0].name }
    public var names: [String] { all.map(\.name) }

    /// Whatever its case, tones and spaces.
    public func unit(named name: String) -> UnitGroupState.Unit? { all.first { UnitName.areAlike($0.name, name) } }

    /// What a line in the unit keeps of it: nothing for the base unit itself.
    public func kept(of unit: UnitGroupState.Unit) -> (factor: UnitFactor?, base: String?) {
        unit.name == baseUnit ? (nil, nil) : (unit.factor, baseUnit)
    }

    /// Nothing where the product has no price in the currency. Throws `overflow` where it would be too great.
    public func price(
        in unit: UnitGroupState.Unit, _ currency: Currency
    ) throws(MoneyError) -> (price: UnitPrice, source: PriceSource)? {
        let base = prices.first { $0.currency == currency }?.price
        if unit.name == own.name { return base.map { ($0, .base) } }
        let set = unitPrices.first { $0.currency == currency && UnitName.areAlike($0.unit, unit.name) }
        if let set { return (set.price, .set) }
        guard let base else { return nil }
        return (try base.converted(of: own.factor, to: unit.factor), .factor)
    }
}

/// How units are told apart.
public enum UnitName: Sendable {
    /// `Thùng`, `thung` and `THÙNG ` are one unit.
    public static func key(_ name: String) -> String { TextFolding.fold(name).filter { !$0.isWhitespace } }
    public static func areAlike(_ one: String, _ other: String) -> Bool { one == other || key(one) == key(other) }
}
