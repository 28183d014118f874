import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit
import Store

/// A date of an entry beside its rule (`RDATE`, RFC 5545 §3.8.5.2): an appointment of its own, for a series is what its rule
/// gives.
struct ImportAddition: Sendable {
    /// The entry that has the date.
    private let series: Entry
    private let start: CalendarTime
    let startsAt: Instant
    /// What the file says of this date alone (`RECURRENCE-ID`).
    var changed: Entry?

    static let most = 100

    /// In their order; not those that are excepted or that the rule gives as well.
    static func all(of entry: Entry) -> [ImportAddition] {
        guard let start = entry.start, let zone = Zone(identifier: LocalZone.vietNam.identifier) else { return [] }
        let byRule = Recurrence(start: start.local, zone: start.zone ?? zone, rule: entry.rule)
        return Set(entry.additions).subtracting(entry.exceptions).sorted().filter { date in
            byRule.occurrences(from: date).first { _ in true } != date
        }.map { date in
            let time = start.with(local: date)
            return ImportAddition(series: entry, start: time, startsAt: Instant(time.instant(floatingIn: zone)))
        }
    }

    private init(series: Entry, start: CalendarTime, startsAt: Instant) {
        (self.series, self.start, self.startsAt) = (series, start, startsAt)
    }

    /// Under which it is known, as a changed occurrence at this time would be.
    var uid: String { ImportOccurrence.uid(of: series.uid, at: startsAt) }

    func isMeant(by occurrence: Entry) -> Bool {
        guard let id = occurrence.recurrenceID, let zone = Zone(identifier: LocalZone.vietNam.identifier) else {
            return false
        }
        return Instant(id.instant(floatingIn: zone)) == startsAt
    }

    /// As if it stood alone in the file.
    var entry: Entry {
        var entry = changed ?? series
        if changed == nil { (entry.start, entry.end) = (start, end) }
        (entry.uid, entry.recurrenceID) = (uid, nil)
        (entry.rule, entry.additions, entry.exceptions) = (nil, [], [])
        return entry
    }

    /// As it says itself, else as long as the others (RFC 5545 §3.8.5.2).
    private var end: CalendarTime? {
        if let own = series.additionEnds[start.local] { return own }
        guard let first = series.start, let last = series.end else { return nil }
        let zone = first.zone ?? .utc
        let length = last.instant(floatingIn: zone).timeIntervalSince(first.instant(floatingIn: zone))
        if first.isDate {
            return start.adding(CalendarDuration(days: Int((length / 86_400).rounded())))
        }
        let local = Zone(identifier: LocalZone.vietNam.identifier) ?? .utc
        return .utc(start.instant(floatingIn: local).addingTimeInterval(length))
    }

    /// Calls off what the file does not have any more; were it to come again, it is a new one.
    static func remove(
        _ known: ImportedEntry, of entry: Entry, _ person: Person, in transaction: Transaction
    ) throws -> ImportResult {
        let present = try transaction.fetch(Appointment.self, known.appointmentId)
        try known.delete(transaction.db)
        var result = ImportResult(entry, .unchanged, present.id)
        result.span = present.span
        guard present.status == .scheduled else { return result }
        _ = try CancelAppointment(id: present.id, reason: nil, person: person).execute(in: transaction)
        result.outcome = .cancelled
        return result
    }
}
