import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The password was shown again in a session.
struct ConfirmSession {
    var id: EntityID

    func execute(in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "UPDATE session SET confirmedAt = ? WHERE id = ? AND endedAt IS NULL",
            arguments: [transaction.now, id])
        try transaction.audit("session confirmed", subject: SessionState.subject(id).description)
    }
}
