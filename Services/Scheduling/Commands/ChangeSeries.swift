import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Changes how an appointment comes again, with its times and all else: the whole series, or one occurrence and all that
/// follow, which become a series of their own. An appointment that does not recur yet begins to.
struct ChangeSeries {
    var id: EntityID
    /// The occurrence from which on it is different; the whole series where none is named.
    var from: Instant?
    /// Nothing: as they are.
    var details: AppointmentDetails?
    /// Of the first occurrence, or of the one from which on it is different.
    var span: TimeSpan?
    var recurrence: SeriesInput?
    var force: Bool
    var person: Person
    var expected: EventSequence?
    /// Occurrences that are about to be moved elsewhere, and are not looked at.
    var unchecked: Set<Instant> = []

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        if let expected, expected != old.sequence { throw CommonError.changedSince(current: old.sequence) }
        guard old.seriesId == nil else { throw SeriesError.ofASeries }
        guard let from, old.recurrence != nil else {
            if from != nil { throw SeriesError.notASeries }
            return try changeAll(old, in: transaction)
        }
        return try split(old, from: from, in: transaction)
    }

    // MARK: The whole series

    private func changeAll(_ old: Appointment, in transaction: Transaction) throws -> RecordVersion {
        var appointment = old
        try apply(to: &appointment, span ?? old.span)
        let isOther = try comesOtherwise(than: old.recurrence, at: old.span)
        // What is as before is not booked further, whatever new series may be: only who is new to it is checked.
        try appointment.recur(
            isOther
                ? series(after: old, first: appointment.span, from: nil, now: transaction.now)
                : old.recurrence?.excepting(recurrence?.exceptions ?? [], from: old.startsAt))
        try appointment.checkReferences(from: old, by: person, transaction.db)
        let own = try OwnOccurrences(
            of: old, to: appointment, details: details, besides: unchecked, transaction.db)
        try own.makeWay(in: transaction)
        try transaction.invite(appointment, from: old, by: person)
        try book(&appointment, besides: isOther ? nil : old, in: transaction)
        let version = try transaction.save(
            &appointment, from: old, event: isOther ? "rescheduled" : .updated, expected: expected)
        try own.follow(force: force, by: person, in: transaction)
        try transaction.follow(appointment, from: old)
        return version
    }

    private func apply(to appointment: inout Appointment, _ span: TimeSpan) throws {
        if let details { try appointment.change(to: details) }
        try appointment.reschedule(to: span)
    }

    private func book(_ appointment: inout Appointment, besides old: Appointment?, in transaction: Transaction) throws {
        let before = old?.isFree == true ? [] : Set(try old?.bookings(transaction.db).map(\.partyId) ?? [])
        if old == nil { appointment.isForced = false }
        let parties = try appointment.bookings(transaction.db).filter(\.isBusy).map(\.partyId)
            .filter { !before.contains($0) }
        try appointment.book(parties, besides: unchecked, force: force, by: person, in: transaction)
    }

    /// Whether it comes at other times than before: another start or length, another rule, another zone.
    private func comesOtherwise(than known: Series?, at old: TimeSpan) throws -> Bool {
        guard span ?? old == old else { return true }
        guard let recurrence else { return false }
        guard let known else { return true }
        let (rule, zone) = try Series.parts(rule: recurrence.rule, zone: recurrence.zone ?? known.zoneName)
        return rule != known.rule || zone != known.zone
    }

    /// The rule as given, else as it was; exceptions move along with the start.
    private func series(after old: Appointment, first: TimeSpan, from: Instant?, now: Instant) throws -> Series? {
        guard let known = old.recurrence else { return try recurrence?.series(first: first, now: now) }
        let shift = first.startsAt.since(from ?? old.startsAt)
        let kept = known.exceptions.filter { $0 >= from ?? old.startsAt }.map { $0.adding(shift) }
        guard let recurrence else {
            let rule = from.map { known.remaining(from: $0, first: old.startsAt) } ?? known.rule
            return try Series(rule: rule, zone: known.zone, first: first, exceptions: kept, now: now)
        }
        let (rule, zone) = try Series.parts(rule: recurrence.rule, zone: recurrence.zone ?? known.zoneName)
        return try Series(
            rule: rule, zone: zone, first: first, exceptions: kept + (recurrence.exceptions ?? []), now: now)
    }

    // MARK: One and all that follow

    private func split(_ old: Appointment, from: Instant, in transaction: Transaction) throws -> RecordVersion {
        guard let known = old.recurrence, known.gives(from, from: old.startsAt) else {
            throw SeriesError.noSuchOccurrence
        }
        guard let rest = known.ended(before: from, first: old.startsAt) else {
            return try changeAll(old, in: transaction)
        }
        var next = old.detached(
            Occurrence(recurrenceId: nil, span: TimeSpan(startsAt: from, endsAt: from.adding(old.span.duration))),
            id: transaction.newID())
        (next.seriesId, next.recurrenceId) = (nil, nil)
        let unchanged = next
        let same = known.rest(from: from, first: old.startsAt)
        let isOther = try comesOtherwise(than: same, at: next.span)
        try apply(to: &next, span ?? next.span)
        try next.recur(
            isOther
                ? series(after: old, first: next.span, from: from, now: transaction.now)
                : same.excepting(recurrence?.exceptions ?? [], from: from))
        try next.checkReferences(from: old, by: person, transaction.db)
        var ended = old
        ended.recur(rest.with(exceptions: rest.exceptions.filter { $0 < from }))
        _ = try transaction.save(
            &ended, from: old, event: .updated, expected: expected, cause: "appointment/\(next.id)")
        let own = try OwnOccurrences(
            of: old, to: next, since: from, details: details, besides: unchecked, transaction.db)
        try own.makeWay(in: transaction)
        try book(&next, besides: isOther ? nil : old, in: transaction)
        let version = try transaction.save(&next, event: "scheduled", cause: "appointment/\(old.id)")
        try transaction.takeAlong(answersOf: old.id, to: next, from: unchanged, by: person)
        try own.follow(force: force, by: person, in: transaction)
        try transaction.follow(next, splitFrom: old)
        return version
    }
}
