import Foundation
import Messages
import ServiceKit
import Store

/// PIP-1: puts a withdrawn product on sale again.
struct RestoreProduct {
    var id: EntityID
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.products, .edit)
        var product = try transaction.fetch(Product.self, id)
        let old = product
        try product.restore()
        return try transaction.update(&product, from: old, event: "restored", expected: expected)
    }
}
