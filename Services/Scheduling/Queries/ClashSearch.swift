import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Who of those concerned is busy at a time, and when all would be free. Run in the transaction that books, so that of two
/// bookings at once one sees the other.
struct ClashSearch {
    var appointment: Appointment
    /// Those to look at; a change looks only at those whom it adds.
    var parties: [EntityID]
    var person: Person
    var now: Instant

    /// Nothing where there is no overlap.
    func report(_ db: Database) throws -> ClashReport? {
        let bookings = try self.bookings(in: appointment.span, db)
        guard !bookings.isEmpty else { return nil }
        let byAppointment = Dictionary(grouping: bookings, by: \.appointmentId)
        let visible = try visible(Array(byAppointment.keys), db)
        return ClashReport(
            clashes: visible.map { clash($0, byAppointment[$0.id] ?? []) }, hidden: byAppointment.count - visible.count,
            freeTimes: try freeTimes(db))
    }

    /// By the index on (party, start): no appointment is longer than `Appointment.longest`.
    private func bookings(in span: TimeSpan, _ db: Database) throws -> [Booking] {
        let earliest = span.startsAt.adding(.zero - Appointment.longest)
        return try parties.flatMap { party in
            try Booking.fetchAll(
                db,
                sql: """
                    SELECT * FROM booking WHERE partyId = ? AND startsAt >= ? AND startsAt < ? AND endsAt > ?
                      AND isBusy AND appointmentId != ? ORDER BY startsAt
                    """, arguments: [party, earliest, span.endsAt, span.startsAt, appointment.id])
        }
    }

    private func visible(_ ids: [EntityID], _ db: Database) throws -> [Appointment] {
        let request: SQLRequest<Appointment> = """
            SELECT * FROM appointment WHERE id IN \(ids) AND \(RowScope(person, .appointment).condition("appointment"))
            ORDER BY startsAt, id
            """
        return try request.fetchAll(db)
    }

    private func clash(_ other: Appointment, _ bookings: [Booking]) -> Clash {
        Clash(
            appointmentId: other.id, title: other.title, startsAt: other.startsAt, endsAt: other.endsAt,
            employeeIds: bookings.filter { $0.kind == .employee }.map(\.partyId),
            customerId: bookings.first { $0.kind == .customer }?.partyId)
    }

    /// For everybody concerned, not only for those who are looked at.
    private func freeTimes(_ db: Database) throws -> [TimeSpan] {
        let all = try appointment.bookings(db).map(\.partyId)
        let days = FreeTimes.daysAround
        let window = TimeSpan(
            startsAt: appointment.startsAt.adding(.seconds(86_400 * (days.lowerBound - 1))),
            endsAt: appointment.startsAt.adding(.seconds(86_400 * (days.upperBound + 1))))
        var search = self
        search.parties = all
        let busy = try search.bookings(in: window, db).map { TimeSpan(startsAt: $0.startsAt, endsAt: $0.endsAt) }
        return FreeTimes(wanted: appointment.span, busy: busy, now: now).nearest()
    }
}
