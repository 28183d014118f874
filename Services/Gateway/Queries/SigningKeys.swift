import Foundation
import GRDB
import Messages

/// The keys that tokens may be signed with, newest first.
struct SigningKeys {
    func fetch(_ db: Database) throws -> [SigningKey] {
        try SigningKey.fetchAll(
            db, sql: "SELECT * FROM signingKey WHERE NOT isRetired ORDER BY activeFrom DESC, id DESC")
    }

    /// Those whose private half is of no use any more.
    func fetchRetired(_ db: Database) throws -> [EntityID] {
        try EntityID.fetchAll(db, sql: "SELECT id FROM signingKey WHERE isRetired")
    }
}
