import Foundation
import Messages
import ServiceKit
import Store

/// PIP-1: takes a product off sale: no new line may name it.
struct WithdrawProduct {
    var id: EntityID
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.products, .edit)
        var product = try transaction.fetch(Product.self, id)
        let old = product
        try product.withdraw()
        return try transaction.update(&product, from: old, event: "withdrawn", expected: expected)
    }
}
