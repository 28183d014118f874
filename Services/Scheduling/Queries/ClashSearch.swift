import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

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
        let absences = try self.absences(db)
        guard !bookings.isEmpty || !absences.isEmpty else { return nil }
        let byAppointment = Dictionary(grouping: bookings, by: \.appointmentId)
        let visible = try visible(Array(byAppointment.keys), db)
        return ClashReport(
            clashes: visible.map { clash($0, byAppointment[$0.id] ?? []) }, hidden: byAppointment.count - visible.count,
            absences: absences, freeTimes: try freeTimes(db))
    }

    /// Working hours are only suggested against; leave stands in the way (SCH-4, SCH-5).
    private func absences(_ db: Database) throws -> [Away] {
        let employees = parties.filter(appointment.employeeIds.contains)
        var seen: Set<EntityID> = []
        return try Absence.of(employees, in: appointment.span, db).filter { seen.insert($0.employeeId).inserted }
            .map { Away(employeeId: $0.employeeId, startsAt: $0.startsAt, endsAt: $0.endsAt) }
    }

    private func bookings(in span: TimeSpan, _ db: Database) throws -> [Booking] {
        try Booking.busy(parties, in: span, db).filter { $0.appointmentId != appointment.id }
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

    /// For everybody concerned, not only for those who are looked at: within the hours of each employee, the customer's at
    /// any hour.
    private func freeTimes(_ db: Database) throws -> [TimeSpan] {
        let window = FreeTimes.window(around: appointment.span)
        let all = try appointment.bookings(db).filter { $0.isBusy || parties.contains($0.partyId) }
        let busy = try Booking.spans(of: all.map(\.partyId), in: window, besides: appointment.id, db)
        let times = try WorkingTimes(of: appointment.employeeIds, in: window, db)
        let attendees = all.map { party in
            Attendee(
                party.kind == .employee ? times.calendar(of: party.partyId) : WorkingCalendar(weekly: .always),
                busy: (busy[party.partyId] ?? []).map { BusyEntry($0.interval) })
        }
        return FreeTimes(wanted: appointment.span, attendees: attendees, now: now).nearest()
    }
}
