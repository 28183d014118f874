import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// Who of those concerned is busy at a time, and when all would be free. Run in the transaction that books, so that of two
/// bookings at once one sees the other. Of a series every occurrence that is booked is looked at.
struct ClashSearch {
    var appointment: Appointment
    /// Those to look at; a change looks only at those whom it adds.
    var parties: [EntityID]
    var person: Person
    var now: Instant
    /// How many clashes are named.
    static let most = 20

    /// Nothing where there is no overlap.
    func report(_ db: Database) throws -> ClashReport? {
        // What of a series is over stands in nobody's way.
        let end = appointment.extent.endsAt
        let window =
            appointment.isSeries && now < end ? TimeSpan(startsAt: max(appointment.startsAt, now), endsAt: end) : nil
        let overlaps = try Overlaps(of: appointment, parties, in: window, db)
        guard let first = overlaps.first else { return nil }
        let hits = overlaps.hits
        let visible = try visible(Set(hits.map(\.other.appointmentId)), db)
        let shown = hits.filter { visible[$0.other.appointmentId] != nil }
        let busy = Set(hits.lazy.filter { $0.travelMinutes == nil }.flatMap(\.employees))
        let travelling = Set(hits.flatMap(\.employees)).subtracting(busy)
        return ClashReport(
            clashes: shown.prefix(Self.most).compactMap { hit in
                visible[hit.other.appointmentId].map { clash($0, hit) }
            },
            hidden: hits.count - shown.count, more: max(0, shown.count - Self.most), absences: overlaps.absences,
            busyEmployees: busy.count, travellingEmployees: travelling.count,
            isCustomerBusy: hits.contains { $0.customer != nil }, takenRoomId: hits.lazy.compactMap(\.room).first,
            occurrences: appointment.isSeries
                ? ClashReport.Occurrences(checked: overlaps.checked, clashing: overlaps.clashing) : nil,
            freeTimes: try freeTimes(near: first, db))
    }

    /// The titles of those that the person may see.
    private func visible(_ ids: Set<EntityID>, _ db: Database) throws -> [EntityID: String] {
        var found: [EntityID: String] = [:]
        let ids = ids.sorted()
        for start in stride(from: 0, to: ids.count, by: 500) {
            let request: SQLRequest<Row> = """
                SELECT id, title FROM appointment WHERE id IN \(Array(ids[start...].prefix(500)))
                  AND \(RowScope(person, .appointment).condition("appointment"))
                """
            for row in try request.fetchAll(db) { found[row["id"]] = row["title"] }
        }
        return found
    }

    private func clash(_ title: String, _ hit: Overlaps.Hit) -> Clash {
        Clash(
            appointmentId: hit.other.appointmentId, title: title, startsAt: hit.other.startsAt,
            endsAt: hit.other.endsAt, employeeIds: hit.employees, customerId: hit.customer, roomId: hit.room,
            travelMinutes: hit.travelMinutes, recurrenceId: hit.other.recurrenceId,
            occurrence: hit.occurrence.recurrenceId)
    }

    /// For everybody concerned, not only for those who are looked at, but not for who declined: within the hours of each
    /// employee, the customer's and the room's at any hour. Of a series those for the first occurrence that clashes.
    private func freeTimes(near wanted: TimeSpan, _ db: Database) throws -> [TimeSpan] {
        let window = FreeTimes.window(around: wanted)
        let all = try appointment.bookings(db).filter { $0.isBusy || parties.contains($0.partyId) }
        let busy = try Booking.spans(of: all.map(\.partyId), in: window, besides: appointment.id, db)
        let times = try WorkingTimes(of: appointment.employeeIds, in: window, db)
        let attendees = all.map { party in
            Attendee(
                party.kind == .employee ? times.calendar(of: party.partyId) : WorkingCalendar(weekly: .always),
                busy: (busy[party.partyId] ?? []).map { BusyEntry($0.interval) })
        }
        return FreeTimes(wanted: wanted, attendees: attendees, now: now).nearest()
    }
}
