import Foundation
import GRDB
import Messages
import ServiceKit

/// What reports count: of the records that the person may see, those within their scope of reports. A sum tells of its parts:
/// it is made only of what the person could see one by one.
enum ReportScope {
    static func condition(_ person: Person, _ entity: OwnedEntity, _ alias: String) -> SQL {
        [RowScope(person, entity), RowScope(person, entity, as: .reports)].map { $0.condition(alias) }
            .joined(separator: " AND ")
    }

    /// Throws `forbidden` where one of the two rights is lacking.
    static func require(_ person: Person, _ function: Function) throws {
        try person.require(.reports, .view)
        try person.require(function, .view)
    }
}

extension ReportPeriod {
    /// Activities whose time lies in the period: the first planned one, else the deadline. One that has neither lies in none.
    var ofActivities: SQL {
        let span = span
        return """
            (activity.firstStart >= \(span.startsAt) AND activity.firstStart < \(span.endsAt)
              OR activity.firstStart IS NULL AND activity.deadline >= \(span.startsAt)
              AND activity.deadline < \(span.endsAt))
            """
    }
}

extension Activity {
    /// `isToDo`, for the table or its alias `activity`.
    static let isToDoInSQL: SQL = "(activity.status NOT IN ('done', 'cancelled') AND NOT activity.isCut)"

    /// `dueAt`, with a time that never comes for what is never due: a sum over nothing would be no number. As in the index
    /// `activity_due`.
    static let dueInSQL: SQL = """
        coalesce(CASE WHEN activity.plannedOn IS NOT NULL THEN coalesce(activity.deadline, activity.lastEnd - 1)
          ELSE min(coalesce(activity.lastEnd, 99999999999999), coalesce(activity.deadline, 99999999999999)) END, 99999999999999)
        """

    /// To be done though it should be over, as work lists have it.
    static func isOverdue(_ now: Instant) -> SQL { "(\(isToDoInSQL) AND \(dueInSQL) < \(now))" }
}

/// A row of a report as a file has it.
protocol ReportLine: Encodable, Sendable {
    static var columns: [String] { get }
    var fields: [String] { get }
}

/// What a report is read by.
protocol ReportQuery: Sendable {
    associatedtype Line: ReportLine
    func fetch(_ db: Database) throws -> ReportTable<Line>
}

/// A report whole; what it is cut at is said.
struct ReportTable<Line: ReportLine>: Encodable, Sendable {
    var by: String?
    var from: Day?
    var to: Day?
    var rows: [Line]
    /// There are more rows than are shown.
    var isCut = false
}
