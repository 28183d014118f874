import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What this service knows of a product: the defaults of a line that has no parent.
struct ProductCopy: CopyRecord, Codable {
    static let databaseTableName = "productCopy"
    var id: EntityID
    var sequence: EventSequence
    var code: String
    var name: String
    var unit: String
    var taxClass: String
    var isActive: Bool
    var prices: [ProductState.Price]
    var unitGroupId: EntityID?
    var unitPrices: [ProductState.PriceInUnit]

    init(_ state: ProductState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        name = state.name
        unit = state.unit
        taxClass = state.taxClass
        isActive = state.isActive
        prices = state.prices
        unitGroupId = state.unitGroupId
        unitPrices = state.unitPrices ?? []
    }

    /// - Parameter group: nothing where it has not been heard of yet.
    func facts(in currency: Currency, _ group: UnitGroupCopy?) -> ProductFacts {
        ProductFacts(
            name: name, unit: unit, currency: currency, price: prices.first { $0.currency == currency }?.price,
            taxClass: taxClass,
            units: group.flatMap {
                ProductUnits(
                    own: unit, baseUnit: $0.baseUnit, units: $0.units, prices: prices, unitPrices: unitPrices)
            })
    }
}

/// What this service knows of a group of units: how the units of its products go over into each other.
struct UnitGroupCopy: CopyRecord, Codable {
    static let databaseTableName = "unitGroupCopy"
    var id: EntityID
    var sequence: EventSequence
    var baseUnit: String
    var units: [UnitGroupState.Unit]

    init(_ state: UnitGroupState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        baseUnit = state.baseUnit
        units = state.units
    }
}
