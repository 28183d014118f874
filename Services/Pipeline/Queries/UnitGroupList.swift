import Foundation
import GRDB
import Messages
import Money
import ServiceKit

/// The groups of units, searched by the words of name and base unit, whatever the accents (PIP-2).
struct UnitGroupList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<UnitGroup> {
        try person.require(.products, .view)
        var query = PagedQuery("unitGroup", sorts: ["name": "fold(unitGroup.name)"], defaultSort: "name")
        if let search = request.search {
            query.filter(SearchTable.matches(search, in: "unitGroup", column: "unitGroup.id") ?? "0")
        }
        return try query.fetch(UnitGroup.self, request, db)
    }
}

/// One group of units.
struct UnitGroupDetail {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> UnitGroup {
        try person.require(.products, .view)
        guard let group = try UnitGroup.find(id, db) else {
            throw CommonError.notFound(entity: "unit-group", id: id.description)
        }
        return group
    }
}

/// What a product costs in each of its units and currencies, and where each price comes from (PIP-2).
struct ProductPrices {
    var id: EntityID
    var person: Person

    struct Entry: Encodable, Sendable {
        var unit: String
        /// How many base units one is.
        var factor: UnitFactor
        var currency: Currency
        var price: UnitPrice
        var source: ProductUnits.PriceSource
    }

    func fetch(_ db: Database) throws -> [Entry] {
        try person.require(.prices, .view)
        let product = try ProductDetail(id: id, person: person).fetch(db)
        let group = try product.unitGroupId.flatMap { try UnitGroup.find($0, db) }
        let units = product.units(group)
        let currencies = Set(product.prices.map(\.currency) + product.unitPrices.map(\.currency)).sorted {
            $0.code < $1.code
        }
        return units.all.flatMap { unit in
            currencies.compactMap { currency in
                // One that would be too great to be kept is none.
                guard let found = try? units.price(in: unit, currency) else { return nil }
                return Entry(
                    unit: unit.name, factor: unit.factor, currency: currency, price: found.price, source: found.source)
            }
        }
    }
}
