import Foundation
import ICalendar
import Messages

/// One time at which an appointment takes place.
struct Occurrence: Sendable, Hashable {
    /// The start that the rule gives it (RFC 5545 §3.8.4.4); nothing for an appointment that does not recur.
    var recurrenceId: Instant?
    var span: TimeSpan
}

extension Appointment {
    var isSeries: Bool { recurrence != nil }

    /// Of a series what it takes up as far as it is booked.
    var extent: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: seriesEnd ?? endsAt) }

    /// What takes place by the rule and reaches into `window`, in order: of an appointment that does not recur, it itself.
    func occurrences(in window: TimeSpan) -> [Occurrence] {
        guard let recurrence else { return span.overlaps(window) ? [Occurrence(span: span)] : [] }
        let exceptions = Set(recurrence.exceptions)
        let from = max(startsAt, window.startsAt.adding(.zero - span.duration).adding(.milliseconds(1)))
        return recurrence.ruled(from: startsAt, in: from, to: window.endsAt)
            .filter { !exceptions.contains($0) }.map(taking)
    }

    /// The occurrence that the rule gives this start. Throws where there is none, or none any more.
    func occurrence(at start: Instant) throws(SeriesError) -> Occurrence {
        guard let recurrence else { throw .notASeries }
        guard recurrence.gives(start, from: startsAt), !recurrence.exceptions.contains(start) else {
            throw .noSuchOccurrence
        }
        return taking(start)
    }

    private func taking(_ start: Instant) -> Occurrence {
        Occurrence(recurrenceId: start, span: TimeSpan(startsAt: start, endsAt: start.adding(span.duration)))
    }

    /// Comes again from now on, otherwise than before, or not any more.
    mutating func recur(_ series: Series?) {
        recurrence = series
        seriesEnd = series?.bookedUntil.adding(span.duration)
    }

    /// An occurrence as an appointment of its own: it leaves the rule, and keeps whose it is, who attends and what it is about.
    func detached(_ occurrence: Occurrence, id: EntityID) -> Appointment {
        var own = at(occurrence.span)
        (own.id, own.sequence, own.seriesId, own.recurrenceId) = (id, .first, self.id, occurrence.recurrenceId)
        own.sequenceBase = calendarNumber + 1
        own.recur(nil)
        return own
    }

    /// `SEQUENCE` of calendar files, a number of 31 bits that only rises (RFC 5545 §3.8.7.4): versions since the store's last
    /// restore, whose epochs stand 10,000 apart. What has left a series counts on from that one's, for it has its UID.
    var calendarNumber: Int {
        let counters: Int64 = 100_000_000_000_000
        let own = sequence.epoch * 10_000 + sequence.value % counters - 1
        return Int(min(Int64(sequenceBase) + own, Int64(Int32.max)))
    }

    /// An occurrence as calendars show it: the series at that time.
    func shown(at occurrence: Occurrence) -> Appointment {
        guard isSeries else { return self }
        var shown = detached(occurrence, id: id)
        (shown.sequence, shown.sequenceBase) = (sequence, sequenceBase)
        return shown
    }

    /// What events tell of how it recurs.
    var publishedRecurrence: AppointmentRecurrence? {
        guard let recurrence else { return nil }
        let window = TimeSpan(startsAt: recurrence.comingFrom, endsAt: recurrence.bookedUntil)
        return AppointmentRecurrence(
            rule: recurrence.rule.text, zone: recurrence.zone.identifier, bookedUntil: recurrence.bookedUntil,
            exceptions: Array(
                recurrence.exceptions.filter { $0 >= recurrence.comingFrom }.prefix(Self.mostPublishedExceptions)),
            coming: status == .scheduled ? coming(in: window) : [])
    }
    static let mostPublishedExceptions = 100

    /// Those that have not begun, as many as an event tells of.
    private func coming(in window: TimeSpan) -> [Instant] {
        guard let recurrence, window.startsAt < window.endsAt else { return [] }
        var (found, from): ([Instant], Instant) = ([], window.startsAt)
        var days: Int64 = 64
        // In growing steps: most rules give enough within two months, and one that gives few is quickly through.
        while found.count < Series.mostComing, from < window.endsAt {
            let to = min(window.endsAt, from.adding(.seconds(days * 86_400)))
            let exceptions = Set(recurrence.exceptions)
            found += recurrence.ruled(from: startsAt, in: max(from, startsAt), to: to).filter {
                !exceptions.contains($0)
            }
            (from, days) = (to, days * 4)
        }
        return Array(found.prefix(Series.mostComing))
    }

    /// When events should tell of further occurrences, and one without an end be booked further; nothing where all is told.
    var refreshAt: Instant? {
        guard let recurrence, status == .scheduled, let told = publishedRecurrence?.coming else { return nil }
        let half = told.count == Series.mostComing ? told[told.count / 2] : nil
        guard recurrence.isOpen else { return half }
        let further = recurrence.bookedUntil.adding(.seconds(-365 * 86_400))
        return min(half ?? further, further)
    }
}
