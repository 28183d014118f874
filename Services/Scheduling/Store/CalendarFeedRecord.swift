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

    /// What is there of an entry's dates beside its rule: what is known of its occurrences has an appointment of the series.
    static func additions(to entry: ImportedEntry, _ db: Database) throws -> [ImportedEntry] {
        try fetchAll(
            db,
            sql: """
                SELECT i.* FROM importedEntry i JOIN appointment a ON a.id = i.appointmentId
                WHERE i.employeeId = ?1 AND i.uid > ?2 || char(31) AND i.uid < ?2 || char(32)
                  AND i.appointmentId != ?3 AND a.seriesId IS NULL ORDER BY i.uid
                """, arguments: [entry.employeeId, entry.uid, entry.appointmentId])
    }

    static func find(_ employee: EntityID, _ uid: String, _ db: Database) throws -> ImportedEntry? {
        try fetchOne(
            db, sql: "SELECT * FROM importedEntry WHERE employeeId = ? AND uid = ?", arguments: [employee, uid])
    }
}
