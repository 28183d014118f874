import Messages
import ServiceKit
import Store

struct UpdateCase {
    var id: EntityID
    var change: (SupportCase) throws -> CaseInput
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let db = transaction.db
        let old = try VisibleCase(person: person, action: .edit).fetch(id, db)
        guard old.sequence == expected else { throw CommonError.changedSince(current: old.sequence) }
        var record = old
        let input = try change(old)
        try input.apply(to: &record, ServiceLevels.load(at: transaction.now, db))
        if record.contactId != old.contactId { try CaseRules.contact(of: record, db) }
        if !record.isFinished { record.isUnderWarranty = try CaseCoverage.warranty(of: record, db) != nil }
        record.serviceContractId = input.serviceContractId
        if record.serviceContractId != old.serviceContractId {
            try CaseRules.contract(of: record, for: person, db)
        }
        record.ownership = try OwnershipRule(person: person, entity: .supportCase)
            .changed(id, from: old.ownership, to: input.ownership, db)
        return try transaction.save(record, from: old, expected: expected)
    }
}

/// Deletes a case that was entered by mistake: one on which nothing was done yet.
struct DeleteCase {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let record = try VisibleCase(person: person, action: .delete).fetch(id, transaction.db)
        guard record.sequence == expected else { throw CommonError.changedSince(current: record.sequence) }
        try record.requireUntouched()
        return try transaction.remove(record, expected: expected)
    }
}
