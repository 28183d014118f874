import Store

/// Holds a service's own audit against what the Gateway gathered of it, place by place: so an end that was cut off is found,
/// and a chain that was written anew from some entry on, though each of the two fits together in itself.
struct AuditComparison {
    /// The service's present epoch: what the Gateway has of an earlier one beyond the backup was lost by a restore.
    let epoch: Int64
    /// The last entry up to which nothing is missing at the Gateway.
    let gathered: Int64
    /// Entries that were told before a restore and are not in the service's store any more; the Gateway keeps them.
    private(set) var lost = 0
    /// Entries that the Gateway has not heard of yet.
    private(set) var pending = 0

    init(epoch: Int64, gathered: Int64) {
        self.epoch = epoch
        self.gathered = gathered
    }

    /// Compares some places; all that either side has of a place must be in the same part.
    mutating func compare(own: [AuditMark], gathered theirs: [AuditMark]) -> [AuditFault] {
        let mine = Dictionary(own.map { ($0.seq, $0) }) { first, _ in first }
        let known = Dictionary(grouping: theirs, by: \.seq)
        var faults: [AuditFault] = []
        for seq in Set(mine.keys).union(known.keys).sorted() {
            if let fault = compare(seq, mine[seq], known[seq] ?? []) { faults.append(fault) }
        }
        return faults
    }

    private mutating func compare(_ seq: Int64, _ own: AuditMark?, _ known: [AuditMark]) -> AuditFault? {
        guard let own else {
            guard known.contains(where: { $0.epoch >= epoch }) else {
                lost += 1
                return nil
            }
            return AuditFault(seq: seq, .missing, "the Gateway gathered it")
        }
        lost += known.count { $0.epoch < own.epoch }
        if known.contains(own) { return nil }
        if known.contains(where: { $0.epoch == own.epoch }) {
            return AuditFault(seq: seq, .changed, "the Gateway gathered another entry here")
        }
        if seq > gathered {
            pending += 1
            return nil
        }
        return AuditFault(seq: seq, .added, "the Gateway has gathered later ones, but not this")
    }
}
