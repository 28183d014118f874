import Foundation
import GRDB
import Messages
import Store

/// The one secret address under which an employee's calendar can be read (SCH-8).
struct CalendarFeedRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "calendarFeed"
    var employeeId: EntityID
    var id: EntityID
    /// Whose permissions decide what is shown.
    var accountId: EntityID
    var hashKey: Data
    var hash: Data
    var createdAt: Instant

    static func of(_ employee: EntityID, _ db: Database) throws -> CalendarFeedRecord? {
        try fetchOne(db, key: employee)
    }
}

/// An entry of an .ics file that became an appointment of an employee; by it the same file again changes nothing.
struct ImportedEntry: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "importedEntry"
    var employeeId: EntityID
    var uid: String
    var appointmentId: EntityID
    /// The file's number of the version.
    var version: Int
    /// What was taken over.
    var content: String

    static func find(_ employee: EntityID, _ uid: String, _ db: Database) throws -> ImportedEntry? {
        try fetchOne(
            db, sql: "SELECT * FROM importedEntry WHERE employeeId = ? AND uid = ?", arguments: [employee, uid])
    }
}
