import Foundation
import Messages
import ServiceKit
import Store

/// PIP-1: a product's content, as a person has it now. Documents that name it keep what they hold.
struct UpdateProduct {
    var id: EntityID
    var content: ProductContent
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.products, .edit)
        var product = try transaction.fetch(Product.self, id)
        let old = product
        let content = try content.checked(
            taxClasses: TaxTable.codes(transaction.db),
            group: content.unitGroupId.flatMap { try UnitGroup.find($0, transaction.db) }, old: old.unitPrices)
        let code = content.code ?? product.code
        try Product.requireFree(code: code, for: id, transaction.db)
        product.apply(content, code: code)
        if product.prices != old.prices || product.unitPrices != old.unitPrices { try person.require(.prices, .edit) }
        return try transaction.update(&product, from: old, expected: expected)
    }
}
