import Foundation
import GRDB
import Messages
import Store

/// The way of an employee to a session of an activity: it takes their time as the session does (SCH-3, FORMAT 5.2).
struct Journey: Sendable {
    /// The session.
    var booking: Booking
    var minutes: Int
    var activityId: EntityID?

    var span: TimeSpan {
        TimeSpan(startsAt: booking.startsAt.adding(.seconds(-60 * minutes)), endsAt: booking.startsAt)
    }

    /// Those of some employees that reach into a span, those of recurring activities last.
    static func of(_ employees: [EntityID], in span: TimeSpan, _ db: Database) throws -> [Journey] {
        // Nobody travels for longer than a day.
        let latest = span.endsAt.adding(.seconds(86_400))
        let sql: SQL = """
            SELECT booking.appointmentId, booking.partyId, booking.startsAt, booking.endsAt, activity.travelMinutes,
              activity.id
            FROM booking CROSS JOIN activityAppointment link ON link.appointmentId = booking.appointmentId
              CROSS JOIN activity ON activity.id = link.activityId
            WHERE booking.partyId IN \(employees.rounded) AND booking.startsAt > \(span.startsAt)
              AND booking.startsAt < \(latest) AND booking.isBusy AND booking.kind = 'employee'
              AND activity.travelMinutes > 0
            """
        var found = try SQLRequest<Row>(sql, about: employees).fetchAll(db).map { row in
            Journey(
                booking: Booking(
                    appointmentId: row[0], partyId: row[1], kind: .employee, startsAt: row[2], endsAt: row[3],
                    isBusy: true), minutes: row[4], activityId: row[5])
        }
        let around = TimeSpan(startsAt: span.startsAt, endsAt: latest)
        found += try SeriesParty.busyWithTravel(employees, in: around, db)
            .filter { $0.travelMinutes > 0 && $0.booking.kind == .employee }
            .map { Journey(booking: $0.booking, minutes: $0.travelMinutes) }
        return found.filter { $0.span.overlaps(span) }
    }
}
