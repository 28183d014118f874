import Foundation
import GRDB
import Messages

/// The keys that tokens may be signed with, newest first.
struct SigningKeys {
    func fetch(_ db: Database) throws -> [SigningKey] {
        try SigningKey.fetchAll(
            db, sql: "SELECT * FROM signingKey WHERE NOT isRetired ORDER BY activeFrom DESC, id DESC")
    }
}
