import Foundation
import GRDB
import Messages
import Store

/// Ends what is over by its limits; forgets what ended 90 days ago. At most 500 of each at a time.
struct SweepSessions {
    static let keepEnded = Duration.seconds(90 * 86_400)
    var limits: Session.Limits

    func execute(in transaction: Transaction) throws {
        let now = transaction.now
        let over = try Session.fetchAll(
            transaction.db,
            sql: "SELECT * FROM session WHERE endedAt IS NULL AND (startedAt <= ? OR lastSeenAt <= ?) LIMIT 500",
            arguments: [now.adding(.zero - limits.absolute), now.adding(.zero - limits.idle)])
        for session in over {
            guard let reason = session.end(at: now, limits) else { continue }
            try EndSession(id: session.id, reason: reason).execute(in: transaction)
        }
        try transaction.db.execute(
            sql: "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE endedAt <= ? LIMIT 500)",
            arguments: [now.adding(.zero - Self.keepEnded)])
    }
}
