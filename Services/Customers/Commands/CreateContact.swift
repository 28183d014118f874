import GRDB
import Messages
import ServiceKit
import Store

/// Makes a contact of a customer that the person may see (CUS-4).
struct CreateContact {
    var customerId: EntityID
    var input: ContactInput
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.contacts, .create)
        let customer = try VisibleCustomer(person: person).fetch(customerId, transaction.db)
        let ownership = try OwnershipRule(person: person, entity: .contact)
            .forNew(given: input.ownership, parent: customer.ownership, transaction.db)
        let isFirst = try Contact.filter(Column("customerId") == customerId).isEmpty(transaction.db)
        var contact = Contact(
            id: transaction.newID(), customerId: customerId, name: input.name, isPrimary: input.isPrimary ?? isFirst,
            ownership: ownership, at: transaction.now)
        try input.apply(to: &contact)
        return try transaction.add(contact)
    }
}

extension Transaction {
    /// Writes a new contact; a primary one takes the place of the one before.
    func add(_ contact: Contact) throws -> RecordVersion {
        var contact = contact
        if contact.isPrimary { try dethronePrimary(of: contact.customerId, for: contact.id) }
        let version = try insert(&contact)
        try index(contact)
        return version
    }

    func dethronePrimary(of customerId: EntityID, for id: EntityID) throws {
        let primary = Contact.filter(Column("customerId") == customerId && Column("isPrimary") == true)
        guard let old = try primary.fetchOne(db), old.id != id else { return }
        var contact = old
        contact.isPrimary = false
        try update(&contact, from: old)
    }
}
