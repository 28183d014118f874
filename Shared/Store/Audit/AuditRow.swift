import Foundation
import GRDB
import Messages

/// An entry of the audit as its table keeps it.
public struct AuditRow: Sendable, FetchableRecord {
    public var link: AuditChain.Link
    /// Nothing where it was erased.
    public var body: String?
    public var salt: [UInt8]?
    public var bodyDigest: [UInt8]
    public var previousHash: [UInt8]
    public var hash: [UInt8]

    public init(row: Row) throws {
        link = AuditChain.Link(
            seq: row["seq"], epoch: row["epoch"], at: row["at"], actor: row["actor"], session: row["session"],
            address: row["address"], origin: row["origin"], cause: row["cause"], correlation: row["correlation"],
            act: row["act"], entity: row["entity"], recordId: row["recordId"])
        body = row["body"]
        salt = (row["salt"] as Data?).map { Array($0) }
        bodyDigest = Array(row["bodyDigest"] as Data)
        previousHash = Array(row["previousHash"] as Data)
        hash = Array(row["hash"] as Data)
    }

    /// As it travels.
    public var entry: AuditEntry {
        AuditEntry(
            seq: link.seq, epoch: link.epoch, at: link.at, actor: link.actor, session: link.session,
            address: link.address, origin: link.origin, cause: link.cause, correlation: link.correlation, act: link.act,
            entity: link.entity, recordId: link.recordId, body: body, salt: salt.map(AuditChain.hex),
            bodyDigest: AuditChain.hex(bodyDigest), hash: AuditChain.hex(hash))
    }
}

extension AuditOrigin: DatabaseValueConvertible {}
