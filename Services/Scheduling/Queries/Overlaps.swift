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
        hits = Self.hits(all, busy, &clashing)
        let employees = Set(parties.filter(appointment.employeeIds.contains))
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

    private static func hits(_ all: [Occurrence], _ busy: [Booking], _ clashing: inout Set<Int>) -> [Hit] {
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
        return found.sorted {
            ($0.key.index, $0.value.other.startsAt, $0.key.appointment)
                < ($1.key.index, $1.value.other.startsAt, $1.key.appointment)
        }.map(\.value)
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
