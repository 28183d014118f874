import GRDB
import Messages
import ServiceKit
import Store

/// Makes a customer (CUS-1), unless it looks like one that there is (CUS-3).
struct CreateCustomer {
    var input: CustomerInput
    var allowDuplicates: Bool
    var person: Person
    /// The lead that it comes from, which is no duplicate of it.
    var lead: EntityID?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.customers, .create)
        let db = transaction.db
        var customer = Customer(
            id: transaction.newID(), code: "", kind: input.kind ?? .organisation, name: input.name, at: transaction.now)
        try input.apply(to: &customer)
        customer.address = try CustomerRules.place(customer.address, db)
        let parent = try visibleParent(db)
        customer.ownership = try OwnershipRule(person: person, entity: .customer)
            .forNew(given: input.ownership, parent: parent?.ownership, db)
        if !allowDuplicates { try DuplicateSearch(person: person, excluding: lead).refuse(customer, db) }
        customer.parentId = try customer.parentId ?? CustomerRules.headOffice(of: customer.taxCode, db)
        customer.code = try code(in: transaction)
        let version = try transaction.add(customer)
        try CustomerRules.adoptBranches(of: customer, in: transaction)
        return version
    }

    private func visibleParent(_ db: Database) throws -> Customer? {
        guard let parentId = input.parentId else { return nil }
        return try VisibleCustomer(person: person).required(parentId, path: "$.parentId", db)
    }

    private func code(in transaction: Transaction) throws -> String {
        guard let given = try InputCheck().text(input.code, "code", most: 40) else {
            return try NewCode.customer.make(in: transaction)
        }
        guard try !NewCode.customer.isTaken(given, transaction.db) else { throw CustomerError.codeTaken(given) }
        return given
    }
}
