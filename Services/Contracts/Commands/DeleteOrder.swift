import Foundation
import Messages
import ServiceKit
import Store

/// Takes away a draft of an order. One that was confirmed is cancelled instead (CON-4).
struct DeleteOrder {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let order = try transaction.owned(Order.self, id, for: person, .delete)
        guard order.status == .draft else { throw OrderError.notDeletable(order.status) }
        try transaction.requireNoChildren(of: id)
        try transaction.deleteDraws(of: id)
        return try transaction.delete(order, expected: expected)
    }
}
