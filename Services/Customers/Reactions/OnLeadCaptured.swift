import GRDB
import Messages
import ServiceKit
import Store

/// A website, hotline or fair captured a lead (CUS-3). One that a person worked on since is left as it is.
struct OnLeadCaptured {
    var inbound: Inbound<LeadCaptured>

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let (input, check) = (LeadInput(inbound.payload), InputCheck(root: "$.data"))
        guard let old = try transaction.find(Lead.self, inbound.id) else {
            var lead = Lead(id: inbound.id, code: try NewCode.lead.make(in: transaction), at: transaction.now)
            try input.apply(to: &lead, check)
            lead.source = lead.source ?? inbound.system
            (lead.externalSystem, lead.externalId) = (inbound.system, inbound.payload.externalId)
            lead.recordedAt = inbound.time
            return InboundOutcome(try transaction.add(lead, event: "captured"))
        }
        if let recordedAt = old.recordedAt, recordedAt > inbound.time {
            return InboundOutcome(subject: old.published.subject, sequence: old.sequence)
        }
        var lead = old
        try input.apply(to: &lead, check)
        lead.source = lead.source ?? inbound.system
        let kept = keepEdited(&lead, old)
        lead.recordedAt = inbound.time
        guard lead.published != old.published else {
            try lead.update(transaction.db)
            return InboundOutcome(subject: old.published.subject, sequence: old.sequence, kept: kept)
        }
        return InboundOutcome(try transaction.save(lead, from: old), kept: kept)
    }

    /// What staff edited stays, and all of a lead that is converted or disqualified.
    private func keepEdited(_ lead: inout Lead, _ old: Lead) -> [String] {
        let edited = old.status == .new ? Set(old.staffEdits) : Set(Lead.recordedMembers)
        return lead.keep(edited, from: old)
    }
}
