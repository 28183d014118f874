import Foundation
import GRDB
import Messages
import Store

/// What the occurrences of an appointment overlap: other appointments, occurrences of other series, absences. One that does
/// not recur is its own only occurrence.
struct Overlaps {
    /// One occurrence meets one other entry, and who has both.
    struct Hit {
        var occurrence: Occurrence
        var other: Booking
        var employees: [EntityID] = []
        var customer: EntityID?
        var room: EntityID?
        /// Where the other does not overlap by itself, but the way to it, or the way to the occurrence overlaps the other.
        var travelMinutes: Int?
    }

    /// By occurrence, then by the other's start.
    private(set) var hits: [Hit] = []
    /// Of each employee the first absence that stands in the way (SCH-4, SCH-5); working hours do not.
    private(set) var absences: [Away] = []
    /// The occurrences that clash with something.
    private(set) var occurrences: [Occurrence] = []
    let checked: Int

    var clashing: Int { occurrences.count }
    /// The first occurrence that clashes with something.
    var first: TimeSpan? { occurrences.first?.span }

    /// - Parameter window: which part of a series is looked at; all of it that is booked where nothing is said.
    init(
        of appointment: Appointment, _ parties: [EntityID], in window: TimeSpan? = nil, _ db: Database
    ) throws {
        let all = appointment.occurrences(in: window ?? appointment.extent)
        checked = all.count
        guard let first = all.first, let last = all.last else { return }
        let window = TimeSpan(startsAt: first.span.startsAt, endsAt: last.span.endsAt)
        var clashing: Set<Int> = []
        let busy = try Booking.busy(parties, in: window, db).filter { $0.appointmentId != appointment.id }
        let employees = Set(parties.filter(appointment.employeeIds.contains))
        // The sessions of one activity do not count against one another (FORMAT 5.3).
        let activity = try Activity.of(appointment: appointment.seriesId ?? appointment.id, db)
        let journeys = try Journey.of(Array(employees), in: window, db).filter {
            $0.booking.appointmentId != appointment.id && ($0.activityId == nil || $0.activityId != activity?.id)
        }
        let own = appointment.isSeries ? 0 : activity?.travelMinutes ?? 0
        let onOwnWay = try Self.onWay(of: own, to: first.span, Array(employees), db).filter {
            $0.booking.appointmentId != appointment.id
                && activity?.appointmentIds.contains($0.booking.appointmentId) != true
        }
        hits = Self.hits(all, busy, journeys, onOwnWay, &clashing)
        var seen: Set<EntityID> = []
        for absence in try Absence.of(Array(employees), in: window, db) {
            let met = Self.indices(all, absence.span)
            guard !met.isEmpty else { continue }
            clashing.formUnion(met)
            guard seen.insert(absence.employeeId).inserted else { continue }
            absences.append(
                Away(employeeId: absence.employeeId, startsAt: absence.startsAt, endsAt: absence.endsAt))
        }
        occurrences = clashing.sorted().map { all[$0] }
    }

    private struct Pair: Hashable {
        var index: Int
        var appointment: EntityID
        var recurrence: Instant?
    }

    private static func hits(
        _ all: [Occurrence], _ busy: [Booking], _ journeys: [Journey], _ onOwnWay: [Journey],
        _ clashing: inout Set<Int>
    ) -> [Hit] {
        var found: [Pair: Hit] = [:]
        for booking in busy {
            for index in indices(all, booking.span) {
                let pair = Pair(index: index, appointment: booking.appointmentId, recurrence: booking.recurrenceId)
                var hit = found[pair] ?? Hit(occurrence: all[index], other: booking)
                switch booking.kind {
                case .employee: hit.employees.append(booking.partyId)
                case .customer: hit.customer = booking.partyId
                case .room: hit.room = booking.partyId
                }
                found[pair] = hit
                clashing.insert(index)
            }
        }
        func meet(_ index: Int, _ journey: Journey) {
            let other = journey.booking
            let pair = Pair(index: index, appointment: other.appointmentId, recurrence: other.recurrenceId)
            var hit = found[pair] ?? Hit(occurrence: all[index], other: other, travelMinutes: journey.minutes)
            if !hit.employees.contains(other.partyId) { hit.employees.append(other.partyId) }
            found[pair] = hit
            clashing.insert(index)
        }
        for journey in journeys { for index in indices(all, journey.span) { meet(index, journey) } }
        for journey in onOwnWay { meet(0, journey) }
        return found.sorted {
            ($0.key.index, $0.value.other.startsAt, $0.key.appointment)
                < ($1.key.index, $1.value.other.startsAt, $1.key.appointment)
        }.map(\.value)
    }

    /// What the employees have while they would be on their way to a session that is moved.
    private static func onWay(
        of minutes: Int, to session: TimeSpan, _ employees: [EntityID], _ db: Database
    ) throws -> [Journey] {
        guard minutes > 0 else { return [] }
        let start = session.startsAt
        let way = TimeSpan(startsAt: start.adding(.seconds(-60 * minutes)), endsAt: start)
        return try Booking.busy(employees, in: way, db).map { Journey(booking: $0, minutes: minutes) }
    }

    /// Which of the occurrences a span overlaps: they are in order and do not overlap each other.
    private static func indices(_ all: [Occurrence], _ span: TimeSpan) -> Range<Int> {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].span.endsAt <= span.startsAt { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < all.count, all[end].span.startsAt < span.endsAt { end += 1 }
        return low..<end
    }
}
