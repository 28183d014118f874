import GRDB
import Messages
import ServiceKit
import Store

/// Deletes a contact that no interaction, no case and no lead names.
struct DeleteContact {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let contact = try VisibleContact(person: person, action: .delete).fetch(id, transaction.db)
        guard contact.sequence == expected else { throw CommonError.changedSince(current: contact.sequence) }
        guard try !ContactUse.isUsed(contact, transaction.db) else { throw ContactError.inUse }
        let version = try transaction.delete(contact, expected: expected)
        try transaction.unindex(contact)
        return version
    }
}

enum ContactUse {
    static func isUsed(_ contact: Contact, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM interaction, json_each(interaction.contactIds)
                    WHERE interaction.customerId = ?1 AND json_each.value = ?2)
                  OR EXISTS (SELECT 1 FROM lead WHERE json_extract(conversion, '$.contactId') = ?2)
                  OR EXISTS (SELECT 1 FROM supportCase WHERE contactId = ?3)
                """, arguments: [contact.customerId, contact.id.description, contact.id]) ?? false
    }
}
