import Foundation
import Messages
import Money

/// What a person enters of a product.
struct ProductContent: Codable, Sendable, Hashable {
    /// The next of `SP-000001`… where none is given.
    var code: String?
    var name: String
    var group: String?
    var kind: ProductKind
    var unit: String
    var taxClass: String
    /// None for a new product, and those that there are for another, where they are left out.
    var prices: [ProductState.Price]?
    /// Its other units; `unit` is then one of the group's.
    var unitGroupId: EntityID?
    /// Prices in other units that do not follow from `prices`; those that there are, as far as the product still has the unit,
    /// where they are left out.
    var unitPrices: [ProductState.PriceInUnit]?

    /// The content in its stored form. Throws `CommonError` or `ProductError` with the place of the fault.
    /// - Parameters:
    ///   - group: that of `unitGroupId`.
    ///   - old: the prices in other units that there are.
    func checked(
        taxClasses: Set<String>, group: UnitGroup?, old: [ProductState.PriceInUnit] = []
    ) throws -> ProductContent {
        guard taxClasses.contains(taxClass) else { throw ProductError.unknownTaxClass(taxClass) }
        for (index, price) in (prices ?? []).enumerated() {
            guard price.price >= .zero else { throw ProductError.negativePrice(index) }
            guard prices?[..<index].contains(where: { $0.currency == price.currency }) != true else {
                throw ProductError.repeatedCurrency(index)
            }
        }
        guard unitGroupId == nil || group != nil else { throw ProductError.unknownUnitGroup }
        let unit = try ownUnit(group)
        return ProductContent(
            code: try TextRule.optional(code, at: "$.code", max: 50), name: try TextRule.required(name, at: "$.name"),
            group: try TextRule.optional(self.group, at: "$.group", max: 100), kind: kind,
            unit: unit, taxClass: taxClass, prices: prices, unitGroupId: unitGroupId,
            unitPrices: try unitPrices(group, own: unit, old))
    }

    /// As the group writes it.
    private func ownUnit(_ group: UnitGroup?) throws -> String {
        let given = try TextRule.required(unit, at: "$.unit", max: 30)
        guard let group else { return given }
        guard let unit = group.unit(named: given) else {
            throw ProductError.unitOfOtherGroup(given, in: group.names, path: "$.unit")
        }
        return unit
    }

    private func unitPrices(
        _ group: UnitGroup?, own: String, _ old: [ProductState.PriceInUnit]
    ) throws -> [ProductState.PriceInUnit] {
        guard let given = unitPrices else {
            return old.filter { price in group?.unit(named: price.unit).map { $0 != own } ?? false }
        }
        var seen: Set<[String]> = []
        return try given.enumerated().map { index, price in
            let path = "$.unitPrices[\(index)]"
            guard let unit = group?.unit(named: price.unit) else {
                throw ProductError.unitOfOtherGroup(price.unit, in: group?.names ?? [own], path: path + ".unit")
            }
            guard unit != own else { throw ProductError.priceOfOwnUnit(unit, path: path + ".unit") }
            guard price.price >= .zero else { throw ProductError.negativeUnitPrice(index) }
            guard seen.insert([unit, price.currency.code]).inserted else {
                throw ProductError.repeatedUnitPrice(unit, path: path)
            }
            return ProductState.PriceInUnit(unit: unit, currency: price.currency, price: price.price)
        }
    }
}
