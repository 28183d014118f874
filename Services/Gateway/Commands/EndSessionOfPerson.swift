import Foundation
import Messages
import ServiceKit
import Store

/// Ends a session by name: one of `account`'s, or anybody's.
struct EndSessionOfPerson {
    var id: EntityID
    var account: EntityID?

    func execute(in transaction: Transaction) throws {
        let session = try transaction.fetch(Session.self, id)
        if let account, session.accountId != account {
            throw CommonError.notFound(entity: SessionState.entity, id: id.description)
        }
        try EndSession(id: id, reason: .endedByPerson).execute(in: transaction)
    }
}
