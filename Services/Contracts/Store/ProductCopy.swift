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

    init(_ state: ProductState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        name = state.name
        unit = state.unit
        taxClass = state.taxClass
        isActive = state.isActive
        prices = state.prices
    }

    func facts(in currency: Currency) -> ProductFacts {
        ProductFacts(
            name: name, unit: unit, price: prices.first { $0.currency == currency }?.price, taxClass: taxClass)
    }
}
