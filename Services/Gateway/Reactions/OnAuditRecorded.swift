import Foundation
import Messages
import ServiceKit
import Store

/// A service has told of its audit (ACC-5). Entries that are known are passed over, and all others kept, also where they do
/// not fit to what is known: then that is noted too.
struct OnAuditRecorded {
    var page: AuditPage
    /// The `source` of the service's messages.
    var source: String

    func react(in transaction: Transaction) throws {
        let trail = AuditTrail(db: transaction.db)
        let service = try ServiceName(source: source)
        let chain = try trail.chain(of: service, source: source, store: page.store, at: transaction.now)
        guard var previous = AuditChain.bytes(hex: page.previousHash, count: AuditChain.hashLength) else {
            throw WireFault(
                code: "invalid-value", path: "$.data.previousHash",
                reason: Bilingual(en: "must be SHA-256 in hexadecimal", vi: "phải là SHA-256 dạng thập lục phân"))
        }
        var before: AuditEntry?
        for entry in page.entries {
            let link = Link(entry: entry, before: before, previous: previous, chain: chain)
            let fault = try link.take(trail, service, source, page.store, transaction)
            if fault == .gap, service != Catalogue.auditGatherer {
                try transaction.requestAudit(of: service, after: try AuditTrail.known(of: service, transaction.db))
            }
            previous = AuditChain.bytes(hex: entry.hash, count: AuditChain.hashLength) ?? []
            before = entry
        }
        if let first = page.entries.first, let before, first.seq <= before.seq {
            try trail.mendGaps(chain: chain, behind: first.seq...before.seq, at: transaction.now)
        }
    }
}

/// One entry as a page brings it.
private struct Link {
    let entry: AuditEntry
    /// The one before it on the page.
    let before: AuditEntry?
    /// The hash of the one before it.
    let previous: [UInt8]
    let chain: Int64

    /// What does not fit; nothing also where it is known already.
    func take(
        _ trail: AuditTrail, _ service: ServiceName, _ source: String, _ store: EntityID, _ transaction: Transaction
    ) throws -> AuditTrail.Break? {
        let known = try trail.entries(chain, at: entry.seq)
        if known.contains(where: { $0.epoch == entry.epoch && AuditChain.hex($0.hash) == entry.hash }) { return nil }
        let fault = try fault(known, trail, AuditChain.beginning(source: source, store: store))
        if let fault { try trail.note(fault, chain: chain, epoch: entry.epoch, seq: entry.seq, at: transaction.now) }
        if entry.act == AuditAct.erased, let entity = entry.entity, let id = entry.recordId {
            try trail.erase(entity, id, chain)
        }
        var kept = entry
        // One that comes late from before an erasure does not bring back what was erased.
        if kept.body != nil, try trail.isErased(kept, chain) { (kept.body, kept.salt) = (nil, nil) }
        try trail.insert(kept, service, chain, previous: previous)
        return fault
    }

    private func fault(
        _ known: [AuditTrail.Known], _ trail: AuditTrail, _ beginning: [UInt8]
    ) throws -> AuditTrail.Break? {
        guard entry.isGenuine(after: previous) else { return .altered }
        if known.contains(where: { $0.epoch == entry.epoch }) { return .fork }
        if let before {
            guard before.seq + 1 == entry.seq else { return .gap }
        } else if entry.seq == 1 {
            guard previous == beginning else { return .altered }
        } else {
            let predecessors = try trail.entries(chain, at: entry.seq - 1)
            guard !predecessors.isEmpty else { return .gap }
            guard predecessors.contains(where: { $0.hash == previous }) else {
                // Of an epoch that is not known yet: its beginning is missing.
                return predecessors.allSatisfy { $0.epoch < entry.epoch } ? .gap : .fork
            }
        }
        return entry.act == AuditAct.restored ? .restored : nil
    }
}
