import Foundation
import GRDB

/// What was noted, oldest first.
enum GatewayAuditTrail {
    static func actions(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT action FROM audit ORDER BY number")
    }
}
