import Foundation
import Messages
import ServiceKit
import Store

/// PIP-1: a new product.
struct CreateProduct {
    var content: ProductContent
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.products, .create)
        if content.prices?.isEmpty == false || content.unitPrices?.isEmpty == false {
            try person.require(.prices, .create)
        }
        let content = try content.checked(
            taxClasses: TaxTable.codes(transaction.db),
            group: content.unitGroupId.flatMap { try UnitGroup.find($0, transaction.db) })
        let id = transaction.newID()
        let code = try content.code ?? transaction.nextCode("SP-", counter: "product")
        try Product.requireFree(code: code, for: id, transaction.db)
        var product = Product(
            id: id, code: code, name: content.name, groupName: content.group, kind: content.kind, unit: content.unit,
            taxClass: content.taxClass, prices: content.prices ?? [], unitGroupId: content.unitGroupId,
            unitPrices: content.unitPrices ?? [], nameKey: TextRule.key(content.name))
        return try transaction.insert(&product)
    }
}
