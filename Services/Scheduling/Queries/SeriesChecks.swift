import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Operations.Check {
    /// An occurrence of a series overlaps what else one has only where either was forced (SCH-4).
    static let onlyForcedOverlapsOfSeries = Operations.Check("nobody is booked twice by a series but by force") { db in
        var faults: [String] = []
        let series = try Appointment.fetchCursor(
            db,
            sql: """
                SELECT * FROM appointment WHERE recurrence IS NOT NULL AND status = 'scheduled' AND NOT isForced ORDER BY id
                """)
        while let one = try series.next(), faults.count < 20 {
            let overlaps = try Overlaps(of: one, try one.bookings(db).filter(\.isBusy).map(\.partyId), db)
            let others = Set(overlaps.hits.map(\.other.appointmentId))
            let forced: SQLRequest<EntityID> = "SELECT id FROM appointment WHERE id IN \(others) AND isForced"
            let allowed = try forced.fetchSet(db)
            faults += overlaps.hits.filter { !allowed.contains($0.other.appointmentId) }.map {
                "appointment/\(one.id) and appointment/\($0.other.appointmentId) at \($0.occurrence.span.startsAt)"
            }
        }
        return Array(faults.prefix(20))
    }

    /// Who is busy by a series is who attends it, as far as it is booked; what left it is one of its exceptions.
    static let partiesAreThoseOfTheSeries = Operations.Check("parties of series are those of the appointments") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT a.id FROM appointment a LEFT JOIN seriesParty p ON p.appointmentId = a.id
                  LEFT JOIN invitation i ON i.appointmentId = a.id AND i.employeeId = p.partyId
                    AND i.participation IN ('declined', 'delegated')
                  WHERE a.recurrence IS NOT NULL
                  GROUP BY a.id HAVING count(p.partyId) = 0
                    OR sum(p.isBusy != (a.status != 'cancelled' AND i.id IS NULL AND (NOT a.isFree OR p.kind = 'room'))) > 0
                    OR max(p.startsAt) != a.startsAt OR max(p.endsAt) != a.seriesEnd
                UNION SELECT p.appointmentId FROM seriesParty p JOIN appointment a ON a.id = p.appointmentId
                  WHERE a.recurrence IS NULL
                UNION SELECT o.id FROM appointment o JOIN appointment a ON a.id = o.seriesId
                  WHERE a.recurrence IS NULL OR o.recurrenceId NOT IN (SELECT value FROM json_each(a.recurrence, '$.exceptions'))
                LIMIT 20
                """
        ).map { "appointment/\($0)" }
    }
}
