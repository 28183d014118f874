import Foundation
import GRDB
import Messages

/// What was noted, oldest first.
enum GatewayAuditTrail {
    static func actions(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT act FROM audit ORDER BY seq")
    }

    /// The details of everything noted under that action.
    static func details(_ action: String, _ db: Database) throws -> [[String: String]] {
        try String.fetchAll(
            db, sql: "SELECT coalesce(body ->> '$.details', '{}') FROM audit WHERE act = ? ORDER BY seq",
            arguments: [action]
        )
        .map { try WireJSON.decode([String: String].self, from: Array($0.utf8)) }
    }
}
