import Messages
import ServiceKit
import Store

struct UpdateContact {
    var id: EntityID
    var change: (Contact) throws -> ContactInput
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleContact(person: person, action: .edit).fetch(id, transaction.db)
        guard old.sequence == expected else { throw CommonError.changedSince(current: old.sequence) }
        var contact = old
        let input = try change(old)
        try input.apply(to: &contact)
        contact.isPrimary = input.isPrimary ?? old.isPrimary
        if contact.isPrimary, !contact.isWorking { throw ContactError.leftCannotBePrimary }
        contact.ownership = try OwnershipRule(person: person, entity: .contact)
            .changed(id, from: old.ownership, to: input.ownership, transaction.db)
        if contact.isPrimary { try transaction.dethronePrimary(of: contact.customerId, for: id) }
        let version = try transaction.update(&contact, from: old, expected: expected)
        try transaction.index(contact)
        return version
    }
}
