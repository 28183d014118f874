import Foundation
import GRDB
import Messages
import Store

/// The firm's working time as it is kept: one row, with a version of its own. Until something was entered it is that of an
/// office, with version 1.
struct FirmTimeRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "firmTime"
    var number = 1
    var sequence: EventSequence
    var document: FirmTime

    static func fetch(_ db: Database) throws -> FirmTimeRecord {
        try fetchOne(db.cachedStatement(sql: "SELECT * FROM firmTime"))
            ?? FirmTimeRecord(sequence: .first, document: .office)
    }
}

/// An employee's own hours, in place of the firm's; a row without a week says that there are none any more.
struct EmployeeWeek: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "employeeWeek"
    var employeeId: EntityID
    var sequence: EventSequence
    var week: WorkWeek?

    static func fetch(of employee: EntityID, _ db: Database) throws -> EmployeeWeek {
        try fetchOne(db, key: employee) ?? EmployeeWeek(employeeId: employee, sequence: .first, week: nil)
    }
}

extension Absence: FetchableRecord, PersistableRecord {
    static let databaseTableName = "absence"

    /// Those that touch a span, by start; of one employee no two overlap.
    static func of(_ employees: [EntityID], in span: TimeSpan, _ db: Database) throws -> [Absence] {
        let sql: SQL = """
            SELECT * FROM absence WHERE employeeId IN \(employees.rounded) AND endsAt > \(span.startsAt)
              AND startsAt < \(span.endsAt) ORDER BY startsAt, employeeId
            """
        return try SQLRequest<Absence>(sql, about: employees).fetchAll(db)
    }
}
