import Messages
import ServiceKit
import Store

/// The contact no longer works at the customer, or does again (CUS-4).
struct SetContactWorking {
    var id: EntityID
    var isWorking: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleContact(person: person, action: .edit).fetch(id, transaction.db)
        var contact = old
        if isWorking { try contact.comeBack() } else { try contact.leave() }
        return try transaction.update(&contact, from: old, event: isWorking ? "returned" : "left")
    }
}
