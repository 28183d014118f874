import Foundation
import GRDB
import Messages

/// The one place where entries of the audit are written (ACC-5): each continues the chain, in the transaction of what it
/// tells of.
package struct AuditLog {
    /// The newest entry.
    package struct Head: Sendable, Hashable {
        package var seq: Int64
        package var hash: [UInt8]
    }

    let db: Database
    /// `urn:quen:<site>:<service>`
    let source: String

    package init(_ db: Database, source: String) {
        self.db = db
        self.source = source
    }

    /// The store's id in its audit: what its chain begins with.
    package func store() throws -> EntityID {
        guard let id = try EntityID.fetchOne(db.cachedStatement(sql: "SELECT store FROM auditChain")) else {
            throw StoreError.unavailable(reason: "the store has no audit chain")
        }
        return id
    }

    /// The newest entry; where there is none what the first one follows.
    package func head() throws -> Head {
        let newest = try Row.fetchOne(db.cachedStatement(sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"))
        if let newest { return Head(seq: newest[0], hash: Array(newest[1] as Data)) }
        return Head(seq: 0, hash: AuditChain.beginning(source: source, store: try store()))
    }

    /// The hash of the entry `seq`; of 0 what the first one follows. Nothing where there is no such entry.
    package func hash(of seq: Int64) throws -> [UInt8]? {
        guard seq > 0 else { return AuditChain.beginning(source: source, store: try store()) }
        return try Data.fetchOne(db.cachedStatement(sql: "SELECT hash FROM audit WHERE seq = ?"), arguments: [seq])
            .map { Array($0) }
    }

    /// Writes the next entry; `link.seq` is given by the chain. Returns the new head.
    package func append(_ link: AuditChain.Link, body: String, after head: Head) throws -> Head {
        var link = link
        link.seq = head.seq + 1
        let salt = Self.salt()
        let digest = AuditChain.bodyDigest(body, salt: salt)
        let hash = AuditChain.hash(link, bodyDigest: digest, previous: head.hash)
        try db.cachedStatement(sql: Self.insertion).execute(arguments: [
            link.seq, link.epoch, link.at, link.actor, link.session, link.address, link.origin, link.cause,
            link.correlation, link.act, link.entity, link.recordId, body, Data(salt), Data(digest), Data(head.hash),
            Data(hash),
        ])
        return Head(seq: link.seq, hash: hash)
    }

    private static let insertion = """
        INSERT INTO audit(seq, epoch, at, actor, session, address, origin, cause, correlation, act, entity, recordId, body,
          salt, bodyDigest, previousHash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Not from the world's numbers: what a test makes come out the same could be guessed.
    private static func salt() -> [UInt8] {
        withUnsafeBytes(of: (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))) { Array($0) }
    }
}

@available(*, unavailable)
extension AuditLog: Sendable {}

/// Acts of the audit that the audit itself looks for.
package enum AuditAct {
    /// The first of an epoch: the store was put back to a backup.
    package static let restored = "store restored"
    /// Bodies of a record's entries, up to this one, were erased.
    package static let erased = "audit erased"
    /// The gatherer's newest entry, as this service heard of it.
    package static let witnessed = "audit witnessed"
}
