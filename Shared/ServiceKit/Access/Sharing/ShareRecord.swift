import Foundation
import GRDB
import Messages
import Store

/// Shares a record, or changes what it was shared for with the same holder (CUS-7).
public struct ShareRecord: Sendable {
    public struct Input: Decodable, Sendable {
        public var with: ShareHolder
        public var access: ShareAccess
        /// Until revoked where it is left out.
        public var until: Instant?
        public var note: String?
    }

    public var entity: OwnedEntity
    public var id: EntityID
    public var input: Input
    public var person: Person
    static let longestNote = 500

    public init(entity: OwnedEntity, id: EntityID, input: Input, person: Person) {
        self.entity = entity
        self.id = id
        self.input = input
        self.person = person
    }

    /// Throws `notFound`, `SharingError`.
    public func execute(in transaction: Transaction) throws -> RecordVersion {
        try entity.requireSharing(of: id, by: person, transaction.db)
        let (kind, holder) = try holder(transaction.db)
        if let until = input.until, until <= transaction.now { throw SharingError.over }
        let note = input.note?.trimmingCharacters(in: .whitespacesAndNewlines)
        guard note.map({ $0.count <= Self.longestNote }) ?? true else {
            throw SharingError.noteTooLong(most: Self.longestNote)
        }
        let record = Share.filter(Column("entity") == entity.name && Column("recordId") == id)
        let old = try record.filter(Column("holderId") == holder).fetchOne(transaction.db)
        if old == nil, try record.fetchCount(transaction.db) >= Share.most {
            throw SharingError.tooMany(most: Share.most)
        }
        let share = Share(
            id: old?.id ?? transaction.newID(), version: (old?.version ?? 0) + 1, entity: entity.name, recordId: id,
            holderKind: kind, holderId: holder, access: input.access, until: input.until,
            note: note?.isEmpty == true ? nil : note, at: transaction.now, accountId: person.account,
            employeeId: person.employee)
        if old == nil { try share.insert(transaction.db) } else { try share.change(transaction.db) }
        try transaction.audit("shared", share, before: old)
        return RecordVersion(
            source: transaction.source, subject: Subject("share", share.id), sequence: EventSequence(share.version))
    }

    private func holder(_ db: Database) throws -> (Share.HolderKind, EntityID) {
        let (kind, holder) = try input.with.one()
        switch kind {
        case .employee:
            guard let employee = try EmployeeCopy.fetchOne(db, key: holder) else {
                throw SharingError.unknownHolder(kind)
            }
            guard employee.isActive else { throw SharingError.employeeHasLeft }
            if holder == person.employee { throw SharingError.withOneself }
        case .team: guard try TeamCopy.exists(db, key: holder) else { throw SharingError.unknownHolder(kind) }
        case .branch: guard try BranchCopy.exists(db, key: holder) else { throw SharingError.unknownHolder(kind) }
        }
        return (kind, holder)
    }
}

extension OwnedEntity {
    /// Whether the person may pass the record on: who may edit it by their own scope.
    func mayShare(of id: EntityID, by person: Person, _ db: Database) throws -> Bool {
        try isShareable && RowScope(person, self, .edit).withoutShares.reaches(id, db)
    }

    /// Throws `notFound` for what the person may not see, `SharingError.notYours` for what they may not share.
    func requireSharing(of id: EntityID, by person: Person, _ db: Database) throws {
        if try mayShare(of: id, by: person, db) { return }
        try RowScope(person, self).check(id, db)
        throw SharingError.notYours
    }
}

extension Share {
    /// The table's key is not the id.
    fileprivate func change(_ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE share SET version = ?, access = ?, until = ?, note = ?, at = ?, accountId = ?, employeeId = ?
                WHERE id = ?
                """, arguments: [version, access.rawValue, until, note, at, accountId, employeeId, id])
    }
}

extension Transaction {
    func audit(_ action: String, _ share: Share, before: Share? = nil) throws {
        var details = [
            "share": share.id.description, "with": "\(share.holderKind.rawValue)/\(share.holderId)",
            "access": share.access.rawValue, "until": share.until?.description ?? "",
        ]
        if let before {
            details["accessBefore"] = before.access.rawValue
            details["untilBefore"] = before.until?.description ?? ""
        }
        try audit(action, subject: Subject(share.entity, share.recordId).description, details: details)
    }
}
