import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A lead that is converted with an opportunity makes it, under the id that Customers chose, once; a conversion that is
/// undone removes it again where nothing was built on it (CUS-3, PIP-3).
struct OnLead {
    let event: Event<LeadState>
    private var lead: LeadState { event.state }

    func execute(in transaction: Transaction) throws {
        switch event.name {
        case "converted": try convert(in: transaction)
        case "conversion-undone": try undo(in: transaction)
        default: return
        }
    }

    private func convert(in transaction: Transaction) throws {
        guard let conversion = lead.conversion, let id = conversion.opportunityId else { return }
        let exists = try transaction.find(Opportunity.self, id) != nil || transaction.wasDeleted(Opportunity.self, id)
        guard !exists else { return }
        let stage = try StageTable.list(transaction.db).first
        var opportunity = Opportunity(
            id: id, code: try transaction.nextCode("CH-", counter: "opportunity"), name: name(conversion),
            customerId: conversion.customerId, contactId: conversion.contactId, leadId: lead.id, stage: stage.code,
            probability: stage.probability, currency: .vnd, startedOn: LocalZone.vietNam.day(of: conversion.at),
            source: lead.source, createdAt: transaction.now, stageSince: transaction.now)
        opportunity.ownership = lead.ownership
        try transaction.insert(&opportunity, cause: "lead/\(lead.id)")
        try StageChange.note(opportunity, from: nil, in: transaction)
    }

    private func name(_ conversion: LeadState.Conversion) -> String {
        let named = [conversion.opportunityName, lead.need, lead.firmName, lead.personName].compactMap { $0 }
        return String((named.first { !$0.isEmpty } ?? lead.code).prefix(200))
    }

    private func undo(in transaction: Transaction) throws {
        let made = try Opportunity.filter(Column("leadId") == lead.id).fetchAll(transaction.db)
        for opportunity in made {
            let hasQuotes = try opportunity.hasQuotes(transaction.db)
            let isUntouched = opportunity.status == .open && opportunity.staffEdited.isEmpty && !hasQuotes
            guard isUntouched else { continue }
            try transaction.delete(opportunity)
        }
    }
}
