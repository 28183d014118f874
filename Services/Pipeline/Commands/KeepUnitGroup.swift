import Foundation
import Messages
import ServiceKit
import Store

/// PIP-2: a new group of units.
struct CreateUnitGroup {
    var content: UnitGroupContent
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.catalogues, .create)
        var group = UnitGroup(id: transaction.newID(), try content.checked())
        try group.requireFreeName(transaction.db)
        return try transaction.insert(&group)
    }
}

/// PIP-2: what a group of units is from now on. Factors may change: documents keep those that they were made with.
struct UpdateUnitGroup {
    var id: EntityID
    var content: UnitGroupContent
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.catalogues, .edit)
        var group = try transaction.fetch(UnitGroup.self, id)
        let old = group
        group.apply(try content.checked())
        try group.requireFreeName(transaction.db)
        if group.lacks(of: old) { try group.checkChange(from: old, products: try old.products(transaction.db)) }
        return try transaction.update(&group, from: old, expected: expected)
    }
}
