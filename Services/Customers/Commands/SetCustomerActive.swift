import Messages
import ServiceKit
import Store

/// Deactivates a customer (ngừng theo dõi), which keeps everything, or brings it back (CUS-1).
struct SetCustomerActive {
    var id: EntityID
    var isActive: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleCustomer(person: person, action: .edit).fetch(id, transaction.db)
        var customer = old
        if isActive { try customer.reactivate() } else { try customer.deactivate() }
        return try transaction.save(customer, from: old, event: isActive ? "reactivated" : "deactivated")
    }
}
