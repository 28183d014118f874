import GRDB
import Messages
import ServiceKit
import Store

/// Takes a conversion back that was made by mistake, as long as nothing was built on it (CUS-3): what it made goes, the
/// lead is open again, and Pipeline takes its opportunity back when it hears of it.
struct UndoLeadConversion {
    var id: EntityID
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        // What is undone is deleted, which nobody may through a share.
        let old = try RowScope(person, .lead, .edit).withoutShares.fetch(Lead.self, id, transaction.db)
        guard let conversion = old.conversion, let made = old.made else { throw LeadError.notConverted }
        let builtUpon = try builtUpon(conversion, made, transaction.db)
        guard builtUpon.isEmpty else { throw LeadError.builtUpon(builtUpon) }
        // The lead lets go first, so that nothing refers to what is deleted.
        var lead = old
        try lead.undoConversion()
        let version = try transaction.save(lead, from: old, event: "conversion-undone")
        if made.contact != nil, let contactId = conversion.contactId {
            let contact = try transaction.fetch(Contact.self, contactId)
            try transaction.delete(contact)
            try transaction.unindex(contact)
        }
        if made.customer != nil {
            if let opportunity = conversion.opportunityId { try TimelineEntry.remove(opportunity, transaction.db) }
            _ = try transaction.remove(transaction.fetch(Customer.self, conversion.customerId))
        }
        return version
    }

    private func builtUpon(_ conversion: LeadState.Conversion, _ made: Lead.Made, _ db: Database) throws -> [String:
        Int]
    {
        var counts: [String: Int] = [:]
        if let contactId = conversion.contactId,
            let contact = try Contact.filter(Column("id") == contactId).fetchOne(db)
        {
            if contact.sequence != made.contact { counts["contactChanges"] = 1 }
            let isNamed = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM interaction, json_each(interaction.contactIds)
                      WHERE interaction.customerId = ? AND json_each.value = ?)
                    """, arguments: [conversion.customerId, contactId.description])
            if isNamed == true { counts["interaction"] = 1 }
            if try !SupportCase.filter(Column("contactId") == contactId).isEmpty(db) { counts["case"] = 1 }
        }
        if let opportunity = try conversion.opportunityId.flatMap({ try TimelineEntry.find($0, db) }),
            opportunity.sequence > .first
        {
            counts["opportunityChanges"] = 1
        }
        guard let version = made.customer else { return counts }
        if let customer = try Customer.filter(Column("id") == conversion.customerId).fetchOne(db),
            customer.sequence != version
        {
            counts["customerChanges"] = 1
        }
        return try counts.merging(others(conversion, db)) { $0 + $1 }
    }

    /// What belongs to the new customer besides what the conversion made.
    private func others(_ conversion: LeadState.Conversion, _ db: Database) throws -> [String: Int] {
        var attached = try CustomerAttachments.count(of: conversion.customerId, db)
        attached["lead"] = (attached["lead"] ?? 0) - 1
        if conversion.contactId != nil { attached["contact"] = (attached["contact"] ?? 0) - 1 }
        if let opportunityId = conversion.opportunityId, try TimelineEntry.find(opportunityId, db) != nil {
            attached["opportunity"] = (attached["opportunity"] ?? 0) - 1
        }
        return attached.filter { $0.value > 0 }
    }
}
