import Messages
import ServiceKit
import Store

/// Enters a lead (CUS-3), unless it looks like a customer or lead that there is.
struct CreateLead {
    var input: LeadInput
    var allowDuplicates: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let ownership = try OwnershipRule(person: person, entity: .lead)
            .forNew(given: input.ownership, parent: nil, transaction.db)
        // The code is taken last, so that a refusal does not use one up.
        var draft = Lead(id: transaction.newID(), code: "", at: transaction.now)
        try input.apply(to: &draft)
        if !allowDuplicates {
            try DuplicateSearch(person: person).refuse(draft.duplicateKeys, taxCode: draft.taxCode, transaction.db)
        }
        var lead = Lead(id: draft.id, code: try NewCode.lead.make(in: transaction), at: transaction.now)
        try input.apply(to: &lead)
        lead.ownership = ownership
        return try transaction.add(lead)
    }
}
