import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// How much employees have to do, and how much more they could, week by week (SCH-11): from their working hours, holidays and
/// absences on the one side and what is booked on the other.
struct WorkloadReport: ReportQuery {
    struct Line: ReportLine, Hashable {
        var employeeId: EntityID
        var name: String
        /// `2026-W48`
        var week: String
        /// The days of the week that lie in the period.
        var from: Day
        var to: Day
        /// Holidays and absences taken off.
        var workingMinutes: Int
        /// What is booked twice counts once.
        var bookedMinutes: Int
        /// Of these, within working hours.
        var bookedAtWork: Int
        var freeMinutes: Int
        /// `bookedMinutes` of `workingMinutes`; nothing where nothing is worked.
        var loadPercent: Int?

        static let columns = [
            "employeeId", "name", "week", "from", "to", "workingMinutes", "bookedMinutes", "bookedAtWork",
            "freeMinutes",
            "loadPercent",
        ]
        var fields: [String] {
            [
                employeeId.description, name, week, from.description, to.description, "\(workingMinutes)",
                "\(bookedMinutes)", "\(bookedAtWork)", "\(freeMinutes)", loadPercent.map { "\($0)" } ?? "",
            ]
        }
    }

    var period: ReportPeriod
    var employee: EntityID?
    var branch: EntityID?
    /// The code of a team.
    var team: String?
    var person: Person
    static let mostDays = 98
    static let mostEmployees = 200

    /// Employees who have not left, by name, each week by week.
    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .employees)
        let found = try employees(db)
        let shown = Array(found.prefix(Self.mostEmployees))
        let ids = shown.map(\.id)
        let span = period.span
        let times = try WorkingTimes(of: ids, in: span, db)
        let bookings = Dictionary(grouping: try Booking.busy(ids, in: span, db), by: \.partyId)
        let lines = shown.flatMap { employee in
            let calendar = times.calendar(of: employee.id)
            let booked = IntervalSet((bookings[employee.id] ?? []).map(\.span.interval))
            return weeks.map { line(employee, $0, calendar, booked) }
        }
        return ReportTable(from: period.from, to: period.to, rows: lines, isCut: found.count > shown.count)
    }

    private func employees(_ db: Database) throws -> [(id: EntityID, name: String)] {
        let one: SQL = employee.map { "employee.id = \($0)" } ?? "1"
        let ofBranch: SQL = branch.map { "employee.branchId = \($0)" } ?? "1"
        let ofTeam: SQL =
            team.map { "employee.id IN (SELECT employeeId FROM employeeTeam WHERE team = \($0))" } ?? "1"
        let request: SQLRequest<Row> = """
            SELECT employee.id, employee.name FROM employee
            WHERE employee.isActive AND \(one) AND \(ofBranch) AND \(ofTeam)
              AND \(ReportScope.condition(person, .employee, "employee"))
            ORDER BY fold(employee.name), employee.id LIMIT \(Self.mostEmployees + 1)
            """
        return try request.fetchAll(db).map { ($0["id"], $0["name"]) }
    }

    private var weeks: [ISOWeek] {
        var weeks = [ISOWeek(of: period.from)]
        while let last = weeks.last, last.sunday < period.to { weeks.append(last.next) }
        return weeks
    }

    private func line(
        _ employee: (id: EntityID, name: String), _ week: ISOWeek, _ calendar: WorkingCalendar, _ booked: IntervalSet
    ) -> Line {
        let (from, to) = (max(week.monday, period.from), min(week.sunday, period.to))
        let zone = LocalZone.vietNam
        let span = TimeSpan(startsAt: zone.instant(of: from), endsAt: zone.instant(of: to.adding(days: 1))).interval
        let working = calendar.workingTime(in: span)
        let busy = booked.clipped(to: span)
        let atWork = busy.intersection(working).minutes
        return Line(
            employeeId: employee.id, name: employee.name, week: week.description, from: from, to: to,
            workingMinutes: working.minutes, bookedMinutes: busy.minutes, bookedAtWork: atWork,
            freeMinutes: working.minutes - atWork,
            loadPercent: working.minutes > 0 ? busy.minutes * 100 / working.minutes : nil)
    }
}
