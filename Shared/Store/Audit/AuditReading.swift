import Foundation
import GRDB
import Messages

/// How far a store's audit is.
public struct AuditState: Codable, Sendable, Hashable {
    public var store: EntityID
    public var epoch: Int64
    /// The newest entry; 0 where there is none.
    public var seq: Int64
    /// Its hash in hexadecimal; where there is none what the chain begins with.
    public var hash: String
    /// The last entry that was told to the gatherer.
    public var published: Int64
}

/// Where an entry stands, and its hash.
public struct AuditMark: Codable, Sendable, Hashable {
    public var seq: Int64
    public var epoch: Int64
    /// In hexadecimal.
    public var hash: String

    public init(seq: Int64, epoch: Int64, hash: String) {
        self.seq = seq
        self.epoch = epoch
        self.hash = hash
    }
}

/// A part of a verification: what was found, and from where to go on.
public struct AuditVerification<Position: Codable & Sendable>: Codable, Sendable {
    /// Nothing when the end has been reached.
    public var next: Position?
    public var faults: [AuditFault]
    public var checked: Int
    public var erased: Int

    public init(next: Position?, faults: [AuditFault], checked: Int, erased: Int) {
        self.next = next
        self.faults = faults
        self.checked = checked
        self.erased = erased
    }
}

extension ServiceStore {
    public func auditState() async throws -> AuditState {
        let source = source
        return try await read { try AuditLog($0, source: source).state() }
    }

    /// Entry `seq` with everything; nothing where there is none.
    public func auditEntry(_ seq: Int64) async throws -> AuditEntry? {
        try await read { try AuditRow.fetchOne($0, sql: "SELECT * FROM audit WHERE seq = ?", arguments: [seq])?.entry }
    }

    /// The next of the audit after `seq`.
    public func auditMarks(after seq: Int64, limit: Int) async throws -> [AuditMark] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT seq, epoch, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
                arguments: [seq, limit]
            ).map { AuditMark(seq: $0[0], epoch: $0[1], hash: AuditChain.hex($0[2] as Data)) }
        }
    }

    /// Verifies at most `limit` entries from `position` on, at first from the beginning. Writers are not held up: each part
    /// is read from one moment, and entries are never changed.
    public func verifyAudit(from position: AuditCheck?, limit: Int) async throws -> AuditVerification<AuditCheck> {
        let source = source
        return try await read { try AuditLog($0, source: source).verify(from: position, limit: limit) }
    }
}

extension ServiceStore {
    /// What is wrong with the whole chain, in words; at most twenty.
    public func auditFaults() async throws -> [String] {
        var (faults, position) = ([AuditFault](), AuditCheck?.none)
        repeat {
            let part = try await verifyAudit(from: position, limit: 20_000)
            faults += part.faults
            position = part.next
        } while position != nil && faults.count < 20
        return faults.prefix(20).map { "entry \($0.seq) \($0.kind.rawValue): \($0.what)" }
    }
}

extension AuditLog {
    func state() throws -> AuditState {
        let head = try head()
        let published = try Int64.fetchOne(db, sql: "SELECT publishedSeq FROM auditChain") ?? 0
        let epoch = try Int64.fetchOne(db, sql: "SELECT epoch FROM identity") ?? 0
        return AuditState(
            store: try store(), epoch: epoch, seq: head.seq, hash: AuditChain.hex(head.hash), published: published)
    }

    func verify(from position: AuditCheck?, limit: Int) throws -> AuditVerification<AuditCheck> {
        var check =
            try position ?? AuditCheck(after: 0, epoch: 0, hash: AuditChain.beginning(source: source, store: store()))
        var (faults, count) = ([AuditFault](), 0)
        if position == nil { faults += try before() }
        let start = (checked: check.checked, erased: check.erased)
        let rows = try AuditRow.fetchCursor(
            db, sql: "SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", arguments: [check.seq, limit])
        while let row = try rows.next() {
            count += 1
            faults += try check.next(row) { try isErasureNoted(of: row.link) }
        }
        let isDone = count < limit
        if isDone { faults += try behind(check.seq) }
        return AuditVerification(
            next: isDone ? nil : check, faults: faults, checked: check.checked - start.checked,
            erased: check.erased - start.erased)
    }

    private func isErasureNoted(of link: AuditChain.Link) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM audit WHERE entity = ? AND recordId = ? AND act = ? AND seq > ?)
                    """), arguments: [link.entity, link.recordId, AuditAct.erased, link.seq]) ?? false
    }

    /// Entries before the first place.
    private func before() throws -> [AuditFault] {
        try Int64.fetchAll(db, sql: "SELECT seq FROM audit WHERE seq < 1 ORDER BY seq LIMIT 20").map {
            AuditFault(seq: $0, .added, "it stands before the first entry")
        }
    }

    /// What was told to the gatherer already is there.
    private func behind(_ last: Int64) throws -> [AuditFault] {
        let published = try state().published
        guard published > last else { return [] }
        return [
            AuditFault(seq: last + 1, .missing, "the entries up to \(published), which had been told to the Gateway")
        ]
    }
}
