import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Ends a session everywhere: the event makes every service refuse its tokens (ACC-3). Ending one that is over does
/// nothing.
struct EndSession {
    var id: EntityID
    var reason: Session.End

    func execute(in transaction: Transaction) throws {
        var session = try transaction.fetch(Session.self, id)
        guard session.endedAt == nil else { return }
        let old = session
        session.end(reason, at: transaction.now)
        try transaction.updateWithCopy(&session, from: old, event: "ended")
        try transaction.db.execute(sql: "DELETE FROM refreshToken WHERE sessionId = ?", arguments: [id])
        try transaction.audit(
            "session ended", subject: session.published.subject.description,
            details: ["reason": reason.rawValue, "account": session.accountId.description])
    }

    /// All of an account's but `kept`.
    static func all(
        of account: EntityID, but kept: EntityID? = nil, reason: Session.End, in transaction: Transaction
    ) throws {
        let open = try EntityID.fetchAll(
            transaction.db, sql: "SELECT id FROM session WHERE accountId = ? AND endedAt IS NULL", arguments: [account])
        for id in open where id != kept { try EndSession(id: id, reason: reason).execute(in: transaction) }
    }
}
