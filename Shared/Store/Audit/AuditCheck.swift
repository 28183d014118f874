import Foundation
import Messages

/// What is wrong with an entry of an audit, or with where one should be.
public struct AuditFault: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable { case changed, missing, added }

    public var seq: Int64
    public var kind: Kind
    public var what: String

    public init(seq: Int64, _ kind: Kind, _ what: String) {
        self.seq = seq
        self.kind = kind
        self.what = what
    }
}

/// Goes along a chain, entry by entry, and says where it does not fit (ACC-5). It is what must be known to go on with the
/// next entry, so a long chain is looked at in parts.
public struct AuditCheck: Codable, Sendable, Hashable {
    /// The last entry looked at.
    public private(set) var seq: Int64
    public private(set) var epoch: Int64
    /// Its hash, in hexadecimal.
    public private(set) var hash: String
    /// Whether nothing was wrong with it.
    private var isIntact = true
    public private(set) var checked = 0
    /// Entries whose body was erased, with an entry that says so.
    public private(set) var erased = 0

    /// Goes on after entry `seq`, which is not looked at itself; after 0 from the beginning of the chain.
    public init(after seq: Int64, epoch: Int64, hash: [UInt8]) {
        self.seq = seq
        self.epoch = epoch
        self.hash = AuditChain.hex(hash)
    }

    /// Goes on elsewhere, where a restored service's later entries begin.
    public mutating func resume(after seq: Int64, hash: [UInt8]) {
        self.seq = seq
        self.hash = AuditChain.hex(hash)
        isIntact = true
    }

    /// - Parameters:
    ///   - row: the next in the chain's order.
    ///   - isBodyElsewhere: it is not expected here, for it was too large to travel.
    ///   - isErasureNoted: whether a later entry says that bodies of the record were erased.
    public mutating func next(
        _ row: AuditRow, isBodyElsewhere: Bool = false, isErasureNoted: () throws -> Bool
    ) rethrows -> [AuditFault] {
        let link = row.link
        checked += 1
        guard link.seq > seq else {
            return [AuditFault(seq: link.seq, .added, "a second entry in its place, or one before the first")]
        }
        let own = try ownFault(row, isBodyElsewhere, isErasureNoted)
        var faults = linkFaults(row, isGenuine: own == nil)
        if let own, !faults.contains(where: { $0.seq == link.seq }) { faults.append(own) }
        isIntact = !faults.contains { $0.seq == link.seq }
        (seq, epoch, hash) = (link.seq, max(epoch, link.epoch), AuditChain.hex(row.hash))
        return faults
    }

    /// What is wrong with the entry itself.
    private mutating func ownFault(
        _ row: AuditRow, _ isBodyElsewhere: Bool, _ isErasureNoted: () throws -> Bool
    ) rethrows -> AuditFault? {
        let seq = row.link.seq
        guard AuditChain.hash(row.link, bodyDigest: row.bodyDigest, previous: row.previousHash) == row.hash else {
            return AuditFault(seq: seq, .changed, "who, when, from where or what is not what its hash says")
        }
        if let body = row.body {
            guard AuditChain.bodyDigest(body, salt: row.salt ?? []) == row.bodyDigest else {
                return AuditFault(seq: seq, .changed, "its body is not what its hash says")
            }
        } else if !isBodyElsewhere {
            guard try isErasureNoted() else {
                return AuditFault(seq: seq, .changed, "its body was taken out, and no entry says why")
            }
            erased += 1
        }
        return nil
    }

    /// What is wrong between it and the one before.
    private func linkFaults(_ row: AuditRow, isGenuine: Bool) -> [AuditFault] {
        let link = row.link
        if link.seq > seq + 1 {
            let missing = seq + 2 == link.seq ? "the entry" : "the entries up to \(link.seq - 1)"
            return [AuditFault(seq: seq + 1, .missing, "\(missing) before \(link.seq)")]
        }
        if link.epoch < epoch {
            return [AuditFault(seq: link.seq, .added, "of an epoch that was over")]
        }
        guard AuditChain.hex(row.previousHash) == hash else {
            if seq == 0 { return [AuditFault(seq: link.seq, .changed, "it does not begin the chain of this store")] }
            if !isGenuine { return [AuditFault(seq: link.seq, .added, "it follows no entry that is there")] }
            // It is whole and names another before it: that one was written anew, with its hash.
            return isIntact ? [AuditFault(seq: seq, .changed, "entry \(link.seq) follows another than this")] : []
        }
        if link.epoch > epoch, seq > 0, link.act != AuditAct.restored {
            return [AuditFault(seq: link.seq, .added, "it begins an epoch without a restore")]
        }
        return []
    }
}
