import GRDB
import Messages
import Store

extension Contact: EntityRecord {
    static let databaseTableName = "contact"

    var published: ContactState {
        ContactState(
            id: id, customerId: customerId, name: name, title: title, department: department, phones: phones,
            emails: emails, birthday: birthday, isPrimary: isPrimary, isWorking: isWorking, ownership: ownership)
    }
}

extension Transaction {
    /// Writes a contact of its customer, and the indexes that find both by it.
    func index(_ contact: Contact) throws {
        try SearchIndex.put("contact", contact.id, contact.searchWords, db)
        try CustomerIndex.refresh(contact.customerId, db)
    }

    func unindex(_ contact: Contact) throws {
        try SearchIndex.remove("contact", contact.id, db)
        try CustomerIndex.refresh(contact.customerId, db)
    }
}

extension Contact {
    var searchWords: [String] {
        [name, title, department].compactMap(\.self) + phones.flatMap(\.searchWords) + emails
    }
}
