import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Activities and tasks of a period, open and closed (SCH-11).
struct ActivityReport: ReportQuery {
    enum Grouping: String, CaseIterable, Sendable { case kind, priority, status, employee, week, month }

    struct Line: ReportLine, Hashable {
        /// The id of the employee, the week as `2026-W48`, the month as `2026-11`, or the code.
        var key: String
        var name: String
        var activities: Int
        /// Neither done nor called off.
        var open: Int
        var unscheduled: Int
        var done: Int
        var cancelled: Int
        var overdue: Int
        /// Of those not called off.
        var plannedMinutes: Int
        var doneMinutes: Int

        static let columns = [
            "key", "name", "activities", "open", "unscheduled", "done", "cancelled", "overdue", "plannedMinutes",
            "doneMinutes",
        ]
        var fields: [String] {
            [key, name]
                + [activities, open, unscheduled, done, cancelled, overdue, plannedMinutes, doneMinutes].map { "\($0)" }
        }
    }

    var by: Grouping
    var period: ReportPeriod
    var now: Instant
    var person: Person
    static let mostDays = 3660
    static let mostRows = 5000

    /// By time for weeks and months, highest first for priorities, else by name. By employee an activity counts for each of
    /// its employees.
    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .activities)
        let join: SQL = by == .employee ? "JOIN activityEmployee ON activityEmployee.activityId = activity.id" : ""
        let request: SQLRequest<Row> = """
            SELECT \(key) AS key, count(*) AS activities, sum(\(Activity.isToDoInSQL)) AS open,
              sum(activity.status = 'unscheduled') AS unscheduled, sum(activity.status = 'done') AS done,
              sum(activity.status = 'cancelled') AS cancelled, sum(\(Activity.isOverdue(now))) AS overdue,
              sum(activity.plannedMinutes * (activity.status != 'cancelled')) AS plannedMinutes,
              sum(activity.plannedMinutes * (activity.status = 'done')) AS doneMinutes
            FROM activity \(join)
            WHERE \(period.ofActivities) AND \(ReportScope.condition(person, .activity, "activity"))
            GROUP BY 1 ORDER BY 1 LIMIT \(Self.mostRows + 1)
            """
        let rows = try request.fetchAll(db)
        let names =
            by == .employee ? try NameTable.employees(rows.prefix(Self.mostRows).map { $0["key"] }, db) : [:]
        let lines = rows.prefix(Self.mostRows).map { line($0, names) }
        return ReportTable(
            by: by.rawValue, from: period.from, to: period.to, rows: sorted(lines), isCut: rows.count > Self.mostRows)
    }

    private var key: SQL {
        let at: SQL = "coalesce(activity.firstStart, activity.deadline)"
        return switch by {
        case .kind: "activity.kind"
        case .priority: "activity.priority"
        case .status: "activity.status"
        case .employee: "activityEmployee.employeeId"
        // Thursday 1 January 1970 is the fourth day of week 0; Viet Nam is seven hours ahead.
        case .week: "((\(at) + 25200000) / 86400000 + 3) / 7"
        case .month: "strftime('%Y-%m', (\(at) + 25200000) / 1000, 'unixepoch')"
        }
    }

    private func line(_ row: Row, _ names: [EntityID: String]) -> Line {
        let key: String
        var name: String?
        switch by {
        case .employee:
            let id: EntityID = row["key"]
            (key, name) = (id.description, names[id])
        case .week: key = ISOWeek(number: row["key"]).description
        default: key = row["key"]
        }
        return Line(
            key: key, name: name ?? key, activities: row["activities"], open: row["open"],
            unscheduled: row["unscheduled"], done: row["done"], cancelled: row["cancelled"], overdue: row["overdue"],
            plannedMinutes: row["plannedMinutes"], doneMinutes: row["doneMinutes"])
    }

    private func sorted(_ lines: [Line]) -> [Line] {
        switch by {
        case .priority:
            let order = ActivityPriority.allCases.map(\.rawValue)
            return order.compactMap { priority in lines.first { $0.key == priority } }
        default: return TextFolding.sorted(lines, by: \.name)
        }
    }
}

/// How many take part in activities (SCH-11): by kind, or of each activity.
struct StaffingReport: ReportQuery {
    enum Grouping: String, CaseIterable, Sendable { case kind, activity }

    struct Line: ReportLine, Hashable {
        /// The kind, or the activity's id.
        var key: String
        /// The kind, or the activity's title.
        var name: String
        var activities: Int
        /// Each employee once for each activity.
        var assignments: Int
        /// Each employee once.
        var employees: Int
        /// Of an activity; with two decimals.
        var average: String
        var most: Int
        /// What is planned of an activity, once for each who takes part.
        var employeeMinutes: Int

        static let columns = [
            "key", "name", "activities", "assignments", "employees", "average", "most", "employeeMinutes",
        ]
        var fields: [String] {
            [
                key, name, "\(activities)", "\(assignments)", "\(employees)", average, "\(most)", "\(employeeMinutes)",
            ]
        }
    }

    var by: Grouping
    var period: ReportPeriod
    var person: Person
    static let mostRows = 5000

    /// Activities that were called off are left out. By activity those with the most employees first.
    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .activities)
        let (key, name): (SQL, SQL) =
            by == .kind ? ("activity.kind", "activity.kind") : ("activity.id", "max(activity.title)")
        let order: SQL = by == .kind ? "1" : "assignments DESC, 1"
        let request: SQLRequest<Row> = """
            SELECT \(key) AS key, \(name) AS name, count(DISTINCT activity.id) AS activities, count(*) AS assignments,
              count(DISTINCT link.employeeId) AS employees, max(json_array_length(activity.employeeIds)) AS most,
              sum(activity.plannedMinutes) AS employeeMinutes
            FROM activity JOIN activityEmployee link ON link.activityId = activity.id
            WHERE activity.status != 'cancelled' AND \(period.ofActivities)
              AND \(ReportScope.condition(person, .activity, "activity"))
            GROUP BY 1 ORDER BY \(order) LIMIT \(Self.mostRows + 1)
            """
        let rows = try request.fetchAll(db)
        return ReportTable(
            by: by.rawValue, from: period.from, to: period.to, rows: rows.prefix(Self.mostRows).map(line),
            isCut: rows.count > Self.mostRows)
    }

    private func line(_ row: Row) -> Line {
        let (activities, assignments): (Int, Int) = (row["activities"], row["assignments"])
        return Line(
            key: by == .kind ? row["key"] : (row["key"] as EntityID).description, name: row["name"],
            activities: activities, assignments: assignments, employees: row["employees"],
            average: Self.quotient(assignments, activities), most: row["most"], employeeMinutes: row["employeeMinutes"])
    }

    /// Rounded half up, with two decimals.
    static func quotient(_ number: Int, _ by: Int) -> String {
        guard by > 0 else { return "0.00" }
        let hundredths = (number * 200 + by) / (2 * by)
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// What is overdue now, and for how long (SCH-11).
struct OverdueReport: ReportQuery {
    enum Grouping: String, CaseIterable, Sendable { case kind, priority, employee }

    struct Line: ReportLine, Hashable {
        var key: String
        var name: String
        var overdue: Int
        var upTo7Days: Int
        var upTo30Days: Int
        var over30Days: Int
        /// Whole days that the oldest is overdue.
        var oldestDays: Int

        static let columns = ["key", "name", "overdue", "upTo7Days", "upTo30Days", "over30Days", "oldestDays"]
        var fields: [String] {
            [key, name] + [overdue, upTo7Days, upTo30Days, over30Days, oldestDays].map { "\($0)" }
        }
    }

    var by: Grouping
    var now: Instant
    var person: Person
    static let mostRows = 5000

    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .activities)
        let join: SQL = by == .employee ? "JOIN activityEmployee ON activityEmployee.activityId = activity.id" : ""
        let key: SQL = by == .employee ? "activityEmployee.employeeId" : "activity.\(SQL(sql: by.rawValue))"
        let request: SQLRequest<Row> = """
            SELECT key, count(*) AS overdue, sum(days < 7) AS week, sum(days >= 7 AND days < 30) AS month,
              sum(days >= 30) AS more, max(days) AS oldest
            FROM (SELECT \(key) AS key, (\(now) - \(Activity.dueInSQL)) / 86400000 AS days
              FROM activity \(join)
              WHERE \(Activity.isOverdue(now)) AND \(ReportScope.condition(person, .activity, "activity")))
            GROUP BY key ORDER BY overdue DESC, key LIMIT \(Self.mostRows + 1)
            """
        let rows = try request.fetchAll(db)
        let names =
            by == .employee ? try NameTable.employees(rows.prefix(Self.mostRows).map { $0["key"] }, db) : [:]
        let lines = rows.prefix(Self.mostRows).map { row in
            let id: EntityID? = by == .employee ? row["key"] : nil
            let key: String = if let id { id.description } else { row["key"] }
            return Line(
                key: key, name: id.flatMap { names[$0] } ?? key, overdue: row["overdue"], upTo7Days: row["week"],
                upTo30Days: row["month"], over30Days: row["more"], oldestDays: row["oldest"])
        }
        return ReportTable(by: by.rawValue, rows: lines, isCut: rows.count > Self.mostRows)
    }
}

/// What came of appointments, by the kind of the activity that they were for, and of activities whose diary alone tells it
/// (SCH-11).
struct OutcomeReport: ReportQuery {
    struct Line: ReportLine, Hashable {
        /// `appointment` for those that were for no activity.
        var kind: String
        /// Begun within the period and not called off.
        var appointments: Int
        /// With a diary that says it began within the period, and no appointment of which an outcome is known.
        var activities: Int
        var ordered: Int
        var promising: Int
        var choseAnotherSupplier: Int
        var failed: Int
        var other: Int
        /// Over, without anything said of it.
        var withoutOutcome: Int

        static let columns = [
            "kind", "appointments", "activities", "ordered", "promising", "choseAnotherSupplier", "failed", "other",
            "withoutOutcome",
        ]
        var fields: [String] {
            [kind]
                + [
                    appointments, activities, ordered, promising, choseAnotherSupplier, failed, other, withoutOutcome,
                ].map { "\($0)" }
        }
    }

    var period: ReportPeriod
    var now: Instant
    var person: Person

    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .appointments)
        let request: SQLRequest<Row> = """
            SELECT kind, sum(NOT isActivity) AS appointments, sum(isActivity) AS activities,
              sum(outcome IS 'ordered') AS ordered, sum(outcome IS 'promising') AS promising,
              sum(outcome IS 'chose-another-supplier') AS another, sum(outcome IS 'failed') AS failed,
              sum(outcome IS 'other') AS other, sum(isWithout) AS without
            FROM (\(appointments) UNION ALL \(diaries)) GROUP BY 1 ORDER BY 1
            """
        let lines = try request.fetchAll(db).map { row in
            Line(
                kind: row["kind"], appointments: row["appointments"], activities: row["activities"],
                ordered: row["ordered"], promising: row["promising"], choseAnotherSupplier: row["another"],
                failed: row["failed"], other: row["other"], withoutOutcome: row["without"])
        }
        return ReportTable(by: "kind", from: period.from, to: period.to, rows: lines)
    }

    private var appointments: SQL {
        let span = period.span
        return """
            SELECT coalesce(activity.kind, 'appointment') AS kind, 0 AS isActivity, appointment.outcome AS outcome,
              appointment.status = 'scheduled' AND appointment.endsAt <= \(now) AS isWithout
            FROM appointment LEFT JOIN activityAppointment link ON link.appointmentId = coalesce(appointment.seriesId, appointment.id)
            LEFT JOIN activity ON activity.id = link.activityId
            WHERE appointment.status != 'cancelled' AND appointment.recurrence IS NULL
              AND appointment.startsAt >= \(span.startsAt) AND appointment.startsAt < \(span.endsAt)
              AND \(ReportScope.condition(person, .appointment, "appointment"))
            """
    }

    /// An activity's diary also becomes the outcome of its sessions, where it counts already, whoever may see them.
    private var diaries: SQL {
        let span = period.span
        let startedAt: SQL = "json_extract(activity.diary, '$.startedAt')"
        return """
            SELECT activity.kind, 1, json_extract(activity.diary, '$.outcome'), 0 FROM activity
            WHERE activity.diary IS NOT NULL AND \(startedAt) >= \(span.startsAt.description)
              AND \(startedAt) < \(span.endsAt.description)
              AND NOT EXISTS (SELECT 1 FROM activityAppointment link WHERE link.activityId = activity.id AND (
                EXISTS (SELECT 1 FROM appointment a WHERE a.id = link.appointmentId AND a.outcome IS NOT NULL)
                OR EXISTS (SELECT 1 FROM appointment a WHERE a.seriesId = link.appointmentId AND a.outcome IS NOT NULL)))
              AND \(ReportScope.condition(person, .activity, "activity"))
            """
    }
}
