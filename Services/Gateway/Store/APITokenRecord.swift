import Foundation
import GRDB
import Messages

/// Nothing of a token is published but the end of its session, so it is a row like any other.
extension APIToken: FetchableRecord, PersistableRecord {
    static let databaseTableName = "apiToken"
    static let entity = "api-token"
    static func subject(_ id: EntityID) -> Subject { Subject(entity, id) }
    var subject: Subject { Self.subject(id) }
}
