import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// When employees are busy, without what with, and when all of them are at work and free (SCH-8).
struct FreeBusy {
    var employees: [EntityID]
    var days: ClosedRange<Day>
    /// Free times shorter than this are of no use.
    var minutes: Int
    /// In which its days begin and end.
    var zone = LocalZone.vietNam
    var person: Person
    static let mostEmployees = 50
    static let mostDays = 62

    struct Span: Encodable, Sendable, Hashable {
        var startsAt: Instant
        var endsAt: Instant

        init(_ interval: Interval) {
            (startsAt, endsAt) = (Instant(minute: interval.start), Instant(minute: interval.end))
        }
    }

    struct Line: Encodable, Sendable {
        var employeeId: EntityID
        var name: String
        var busy: [Span]
        /// Working hours, holidays and leave taken into account.
        var working: [Span]
    }

    struct Result: Encodable, Sendable {
        var employees: [Line]
        var free: [Span]
    }

    func fetch(_ db: Database) throws -> Result {
        try checkReach(db)
        let span = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        let times = try WorkingTimes(of: employees, in: span, db)
        let bookings = try Booking.spans(of: employees, in: span, db)
        let absences = Dictionary(grouping: try Absence.of(employees, in: span, db), by: \.employeeId)
        let names = try NameTable.employees(employees, db)
        let attendees = employees.map { id in
            Attendee(times.calendar(of: id), busy: (bookings[id] ?? []).map { BusyEntry($0.interval) })
        }
        let firm = times.firm.workingTime(in: span.interval)
        let lines = zip(employees, attendees).map { id, attendee in
            let taken = attendee.busy.map(\.span) + (absences[id] ?? []).map(\.span.interval)
            return Line(
                employeeId: id, name: names[id] ?? "",
                busy: IntervalSet(taken).clipped(to: span.interval).intervals.map(Span.init),
                working: (times.isFirm(id) ? firm : attendee.calendar.workingTime(in: span.interval)).intervals
                    .map(Span.init))
        }
        let free = CommonFreeTime.of(attendees, in: span.interval, atLeast: minutes)
        return Result(employees: lines, free: free.intervals.map(Span.init))
    }

    /// All at once; the first that is out of reach is named.
    private func checkReach(_ db: Database) throws {
        let scope = RowScope(person, .employee)
        let sql: SQL = """
            SELECT id FROM employee WHERE id IN \(employees.rounded) AND \(scope.condition("employee"))
            """
        let reached = try SQLRequest<EntityID>(sql, about: employees).fetchSet(db)
        for id in employees where !reached.contains(id) { try scope.check(id, db) }
    }
}
