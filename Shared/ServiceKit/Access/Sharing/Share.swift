import Foundation
import GRDB
import Messages
import Store

/// What a share lets its holder do.
public enum ShareAccess: String, Codable, Sendable, Hashable, CaseIterable {
    case read, write

    /// Those that cover the action; nothing where no share does: creating, deleting, approving and exporting stay with whom
    /// the record belongs to.
    static func covering(_ action: Action) -> [String]? {
        switch action {
        case .view: [read.rawValue, write.rawValue]
        case .edit: [write.rawValue]
        case .create, .delete, .approve, .export: nil
        }
    }
}

/// A record that was shared with somebody, until a time or until revoked (CUS-7).
public struct Share: Codable, Sendable, Hashable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "share"
    public enum HolderKind: String, Codable, Sendable, Hashable, CaseIterable { case employee, team, branch }

    public var id: EntityID
    /// Counts its own changes.
    public var version: Int64 = 1
    public var entity: String
    public var recordId: EntityID
    public var holderKind: HolderKind
    public var holderId: EntityID
    public var access: ShareAccess
    /// The first instant at which it is over.
    public var until: Instant?
    public var note: String?
    public var at: Instant
    /// Whoever shared it.
    public var accountId: EntityID
    public var employeeId: EntityID?

    /// The most that one record can have at a time.
    static let most = 100

    /// Those of a record that are not over.
    static func all(of entity: OwnedEntity, _ id: EntityID, at now: Instant, _ db: Database) throws -> [Share] {
        try filter(Column("entity") == entity.name && Column("recordId") == id)
            .filter(Column("until") == nil || Column("until") > now)
            .order(Column("at"), Column("id")).fetchAll(db)
    }
}

/// Whom a share is for: exactly one of the three.
public struct ShareHolder: Codable, Sendable, Hashable {
    public var employeeId: EntityID?
    public var teamId: EntityID?
    public var branchId: EntityID?

    public init(employeeId: EntityID? = nil, teamId: EntityID? = nil, branchId: EntityID? = nil) {
        self.employeeId = employeeId
        self.teamId = teamId
        self.branchId = branchId
    }

    init(_ share: Share) {
        self.init(
            employeeId: share.holderKind == .employee ? share.holderId : nil,
            teamId: share.holderKind == .team ? share.holderId : nil,
            branchId: share.holderKind == .branch ? share.holderId : nil)
    }

    /// Throws `SharingError.holderMissing` unless exactly one is named.
    func one() throws(SharingError) -> (kind: Share.HolderKind, id: EntityID) {
        let given: [(Share.HolderKind, EntityID?)] = [(.employee, employeeId), (.team, teamId), (.branch, branchId)]
        let named = given.compactMap { kind, id in id.map { (kind, $0) } }
        guard named.count == 1, let one = named.first else { throw .holderMissing }
        return one
    }
}
