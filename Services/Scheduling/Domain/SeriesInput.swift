import Foundation
import ICalendar
import Messages

/// What a person enters about how an appointment comes again.
struct SeriesInput: Decodable, Sendable, Hashable {
    /// An `RRULE`, such as `FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20271231`.
    var rule: String
    /// By whose clock; Viet Nam's where none is named.
    var zone: String?
    /// Starts of occurrences that do not take place.
    var exceptions: [Instant]?

    /// Of something that begins to recur: at least one occurrence takes place.
    func newSeries(first: TimeSpan, now: Instant) throws(SeriesError) -> Series {
        let series = try series(first: first, now: now)
        guard let exceptions, !exceptions.isEmpty else { return series }
        let given = series.ruled(from: first.startsAt, in: first.startsAt, to: series.bookedUntil)
        guard given.count > series.exceptions.count else { throw .noOccurrenceLeft }
        return series
    }

    func series(first: TimeSpan, now: Instant) throws(SeriesError) -> Series {
        let (rule, zone) = try Series.parts(rule: rule, zone: zone)
        return try Series(rule: rule, zone: zone, first: first, exceptions: exceptions ?? [], now: now)
    }
}
