import Messages
import ServiceKit
import Store

/// Makes a potential customer prospective by hand (CUS-2).
struct MakeProspective {
    var id: EntityID
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let reason = try InputCheck().required(reason, "reason", most: 1000)
        let old = try VisibleCustomer(person: person, action: .edit).fetch(id, transaction.db)
        guard old.status == .potential else { throw CustomerError.statusIsHigher(old.status) }
        var customer = old
        customer.noteInterest()
        let version = try transaction.evaluateStatus(of: &customer, from: old, .person(reason))
        guard let version else { throw CustomerError.statusIsHigher(customer.status) }
        return version
    }
}
