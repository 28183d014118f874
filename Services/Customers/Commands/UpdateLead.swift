import Messages
import ServiceKit
import Store

struct UpdateLead {
    var id: EntityID
    var change: (Lead) throws -> LeadInput
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleLead(person: person, action: .edit).fetch(id, transaction.db)
        guard old.sequence == expected else { throw CommonError.changedSince(current: old.sequence) }
        try old.requireOpen()
        var lead = old
        let input = try change(old)
        try input.apply(to: &lead)
        lead.ownership = try OwnershipRule(person: person, entity: .lead)
            .changed(id, from: old.ownership, to: input.ownership, transaction.db)
        lead.noteStaffEdits(since: old)
        return try transaction.save(lead, from: old, expected: expected)
    }
}

/// Nothing will come of it.
struct DisqualifyLead {
    var id: EntityID
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let reason = try InputCheck().required(reason, "reason", most: 1000)
        let old = try VisibleLead(person: person, action: .edit).fetch(id, transaction.db)
        var lead = old
        try lead.disqualify(reason)
        return try transaction.save(lead, from: old, event: "disqualified", reason: reason)
    }
}
