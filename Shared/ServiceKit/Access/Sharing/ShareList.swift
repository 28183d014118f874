import Foundation
import GRDB
import Messages
import Store

/// With whom a record is shared: all of it for whoever may share it, else only what the person shared or holds.
public struct ShareList: Sendable {
    public var entity: OwnedEntity
    public var id: EntityID
    public var person: Person

    public init(entity: OwnedEntity, id: EntityID, person: Person) {
        self.entity = entity
        self.id = id
        self.person = person
    }

    public struct Item: Encodable, Sendable {
        public var id: EntityID
        public var with: ShareHolder
        /// The holder's; nothing where the service knows it no more.
        public var name: String?
        public var access: ShareAccess
        public var until: Instant?
        public var note: String?
        public var at: Instant
        public var byAccountId: EntityID
        public var byEmployeeId: EntityID?
        public var byName: String?
    }

    /// Oldest first. Throws `notFound`.
    public func fetch(_ db: Database) throws -> [Item] {
        try RowScope(person, entity).check(id, db)
        let shares = try Share.all(of: entity, id, at: person.askedAt, db)
        let seesAll = try entity.mayShare(of: id, by: person, db)
        let holders = seesAll ? [] : try EntityID.fetchSet(db, Self.holders(person))
        return try shares.filter {
            seesAll || $0.accountId == person.account || holders.contains($0.holderId)
        }.map { try Item($0, db) }
    }

    private static func holders(_ person: Person) -> SQLRequest<EntityID> {
        "SELECT * FROM \(Way.holders(person))"
    }
}

extension ShareList.Item {
    fileprivate init(_ share: Share, _ db: Database) throws {
        (id, with, access, until) = (share.id, ShareHolder(share), share.access, share.until)
        (note, at, byAccountId, byEmployeeId) = (share.note, share.at, share.accountId, share.employeeId)
        name =
            switch share.holderKind {
            case .employee: try EmployeeCopy.fetchOne(db, key: share.holderId)?.name
            case .team: try TeamCopy.fetchOne(db, key: share.holderId)?.name
            case .branch: try BranchCopy.fetchOne(db, key: share.holderId)?.name
            }
        byName = try share.employeeId.flatMap { try EmployeeCopy.fetchOne(db, key: $0)?.name }
    }
}
