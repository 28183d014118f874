import Foundation
import GRDB
import Messages
import Store

/// Takes a share back: whoever may share the record, whoever shared it, and the employee it was shared with.
public struct RevokeShare: Sendable {
    public var entity: OwnedEntity
    public var id: EntityID
    public var shareId: EntityID
    public var person: Person

    public init(entity: OwnedEntity, id: EntityID, shareId: EntityID, person: Person) {
        self.entity = entity
        self.id = id
        self.shareId = shareId
        self.person = person
    }

    /// Throws `notFound` for what the person may not see, `SharingError.notYours` for another's.
    public func execute(in transaction: Transaction) throws {
        let found = try Share.filter(Column("id") == shareId && Column("recordId") == id)
            .filter(Column("entity") == entity.name).fetchOne(transaction.db)
        guard let share = found else {
            try RowScope(person, entity).check(id, transaction.db)
            throw CommonError.notFound(entity: "share", id: shareId.description)
        }
        if share.accountId != person.account, !share.isHeld(by: person) {
            try entity.requireSharing(of: id, by: person, transaction.db)
        }
        try transaction.db.execute(sql: "DELETE FROM share WHERE id = ?", arguments: [shareId])
        try transaction.audit("share revoked", share)
    }
}

extension Share {
    /// By the employee alone, not by a team or branch that they are of.
    func isHeld(by person: Person) -> Bool { holderKind == .employee && holderId == person.employee }
}
