import GRDB
import Messages
import Store

/// What customers are found by: their own names and numbers, and their contacts' names (CUS-14).
enum CustomerIndex {
    static func put(_ customer: Customer, _ db: Database) throws {
        try SearchIndex.put("customer", customer.id, try words(customer, db), db)
        try DuplicateKeys.put("customer", customer.id, try duplicateKeys(customer, db), db)
    }

    /// After a contact changed.
    static func refresh(_ customerId: EntityID, _ db: Database) throws {
        guard let customer = try Customer.filter(Column("id") == customerId).fetchOne(db) else { return }
        try put(customer, db)
    }

    static func remove(_ id: EntityID, _ db: Database) throws {
        try SearchIndex.remove("customer", id, db)
        try DuplicateKeys.put("customer", id, [], db)
    }

    static func words(_ customer: Customer, _ db: Database) throws -> [String] {
        [customer.name, customer.shortName].compactMap(\.self)
            + [customer.code, customer.taxCode].compactMap(\.self).flatMap(SearchIndex.parts(ofNumber:))
            + customer.phones.flatMap(\.searchWords) + customer.emails + [customer.invoiceEmail].compactMap(\.self)
            + (try contacts(of: customer.id, db).map(\.name))
    }

    private static func duplicateKeys(_ customer: Customer, _ db: Database) throws -> [DuplicateKey] {
        let contacts = try contacts(of: customer.id, db)
        return DuplicateKey.keys(
            names: [customer.name], taxCode: customer.taxCode, phones: customer.phones + contacts.flatMap(\.phones),
            emails: customer.emails + [customer.invoiceEmail].compactMap(\.self) + contacts.flatMap(\.emails))
    }

    private static func contacts(of customerId: EntityID, _ db: Database) throws -> [Contact] {
        try Contact.filter(Column("customerId") == customerId).order(Column("id")).fetchAll(db)
    }
}
