import Messages
import ServiceKit
import Store

/// Changes a customer: the whole record, or with `patch` what it names.
struct UpdateCustomer {
    var id: EntityID
    var change: (Customer) throws -> CustomerInput
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleCustomer(person: person, action: .edit).fetch(id, transaction.db)
        guard old.sequence == expected else { throw CommonError.changedSince(current: old.sequence) }
        var customer = old
        let input = try change(old)
        try input.apply(to: &customer)
        try customer.become(input.kind ?? old.kind)
        if customer.address != old.address {
            customer.address = try CustomerRules.place(customer.address, transaction.db)
        }
        try place(&customer, under: input.parentId, old, transaction)
        customer.code = try code(input, old, transaction)
        customer.ownership = try OwnershipRule(person: person, entity: .customer)
            .changed(id, from: old.ownership, to: input.ownership, transaction.db)
        customer.noteStaffEdits(since: old)
        return try transaction.save(customer, from: old, expected: expected)
    }

    private func place(
        _ customer: inout Customer, under parentId: EntityID?, _ old: Customer, _ transaction: Transaction
    ) throws {
        guard let parentId, parentId != old.parentId else { return }
        _ = try VisibleCustomer(person: person).required(parentId, path: "$.parentId", transaction.db)
        try CustomerRules.parent(parentId, of: id, path: "$.parentId", transaction.db)
    }

    private func code(_ input: CustomerInput, _ old: Customer, _ transaction: Transaction) throws -> String {
        guard let code = try InputCheck().text(input.code, "code", most: 40), code != old.code else { return old.code }
        guard try !NewCode.customer.isTaken(code, transaction.db) else { throw CustomerError.codeTaken(code) }
        return code
    }
}
