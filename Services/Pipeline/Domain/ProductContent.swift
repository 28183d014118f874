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

    /// The content in its stored form. Throws `CommonError` or `ProductError` with the place of the fault.
    func checked(taxClasses: Set<String>) throws -> ProductContent {
        guard taxClasses.contains(taxClass) else { throw ProductError.unknownTaxClass(taxClass) }
        for (index, price) in (prices ?? []).enumerated() {
            guard price.price >= .zero else { throw ProductError.negativePrice(index) }
            guard prices?[..<index].contains(where: { $0.currency == price.currency }) != true else {
                throw ProductError.repeatedCurrency(index)
            }
        }
        return ProductContent(
            code: try TextRule.optional(code, at: "$.code", max: 50), name: try TextRule.required(name, at: "$.name"),
            group: try TextRule.optional(group, at: "$.group", max: 100), kind: kind,
            unit: try TextRule.required(unit, at: "$.unit", max: 30), taxClass: taxClass, prices: prices)
    }
}
