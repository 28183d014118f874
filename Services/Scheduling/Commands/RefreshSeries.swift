import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Tells of further occurrences of a series before those told of have passed, and books one without an end further. An
/// occurrence that somebody else's booking stands in the way of by then gets an appointment of its own, marked `isForced`.
struct RefreshSeries {
    static let timer = "series-refresh"
    var id: EntityID

    func execute(in transaction: Transaction) throws {
        guard let old = try Appointment.fetchOne(transaction.db, key: id), old.status == .scheduled,
            let booked = old.recurrence
        else { return }
        var series = old
        series.recurrence?.extend(at: transaction.now)
        series.recurrence?.comingFrom = transaction.now
        series.recur(series.recurrence)
        let clashing = old.isForced ? [] : try clashing(series, since: booked.bookedUntil, transaction.db)
        let forced = clashing.prefix(max(0, Series.mostExceptions - booked.exceptions.count))
        for occurrence in forced {
            guard let start = occurrence.recurrenceId else { continue }
            try series.recurrence?.except(start)
        }
        _ = try transaction.save(&series, from: old, event: .updated, cause: "time")
        for occurrence in forced {
            var own = series.detached(occurrence, id: transaction.newID())
            own.isForced = true
            _ = try transaction.save(&own, event: "scheduled", cause: "appointment/\(id)")
            try transaction.takeAlong(answersOf: id, to: own)
        }
    }

    /// Of the occurrences that are booked now and were not before.
    private func clashing(_ series: Appointment, since: Instant, _ db: Database) throws -> [Occurrence] {
        guard let until = series.recurrence?.bookedUntil, since < until else { return [] }
        let parties = try series.bookings(db).filter(\.isBusy).map(\.partyId)
        let window = TimeSpan(startsAt: since, endsAt: until.adding(series.span.duration))
        return try Overlaps(of: series, parties, in: window, db).occurrences
            .filter { $0.recurrenceId.map { $0 >= since } ?? false }
    }
}
