import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Moves or changes one occurrence of a series, which gets an appointment of its own; the others stay as they are.
struct ChangeOccurrence {
    var id: EntityID
    var recurrenceId: Instant
    /// Nothing: as they are.
    var details: AppointmentDetails?
    var span: TimeSpan?
    var force: Bool
    var person: Person
    /// Of the series; nothing where the step is asked for without a version.
    var expected: EventSequence?
    /// It did not take place so far, for its place was taken, and does again.
    var wasLeftOut = false

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let series = try transaction.series(id, expected, person)
        if let own = try Appointment.detached(from: id, at: recurrenceId, transaction.db) {
            return try change(own, from: own, in: transaction)
        }
        if wasLeftOut, series.recurrence?.exceptions.contains(recurrenceId) == true {
            let span = TimeSpan(startsAt: recurrenceId, endsAt: recurrenceId.adding(series.span.duration))
            let occurrence = Occurrence(recurrenceId: recurrenceId, span: span)
            return try change(series.detached(occurrence, id: transaction.newID()), from: nil, in: transaction)
        }
        let own = try transaction.detach(recurrenceId, from: series)
        return try change(own, from: nil, in: transaction)
    }

    private func change(_ base: Appointment, from old: Appointment?, in transaction: Transaction) throws
        -> RecordVersion
    {
        var own = base
        if let details { try own.change(to: details) }
        if let span { try own.reschedule(to: span) }
        try own.checkReferences(from: base, by: person, transaction.db)
        if old != nil { try transaction.invite(own, from: base, by: person) }
        let isMoved = own.span != base.span
        let before = isMoved || base.isFree ? [] : Set(try base.bookings(transaction.db).map(\.partyId))
        if isMoved { own.isForced = false }
        let parties = try own.bookings(transaction.db).map(\.partyId).filter { !before.contains($0) }
        try own.book(parties, force: force, by: person, in: transaction)
        guard let old else {
            let version = try transaction.save(&own, event: "scheduled", cause: "appointment/\(id)")
            try transaction.takeAlong(answersOf: id, to: own, from: base, by: person)
            return version
        }
        return try transaction.save(&own, from: old, event: isMoved ? "rescheduled" : .updated)
    }
}

/// Says what came of one occurrence (SCH-6); the series goes on.
struct RecordOccurrence {
    var id: EntityID
    var recurrenceId: Instant
    var note: DiaryNote
    var followUp: FollowUp?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let series = try transaction.series(id, nil, person)
        let old = try Appointment.detached(from: id, at: recurrenceId, transaction.db)
        var own = try old ?? transaction.detach(recurrenceId, from: series)
        try own.requireBegun(at: transaction.now)
        var entry = try transaction.checked(
            note.entry(
                expected: own.employeeIds, staysAway: Invitation.absent(from: old?.id ?? id, transaction.db),
                in: own.span,
                at: transaction.now),
            planned: Activity.of(appointment: id, transaction.db)?.plannedCosts ?? [], before: [])
        entry.followUp = try followUp?.execute(by: person, in: transaction)
        try own.record(entry, at: transaction.now)
        let version = try transaction.save(&own, from: old, event: "outcome-recorded", cause: "appointment/\(id)")
        if old == nil { try transaction.takeAlong(answersOf: id, to: own) }
        return version
    }
}

/// Calls one occurrence off, or it and all that follow.
struct CancelOccurrence {
    var id: EntityID
    var recurrenceId: Instant
    var following: Bool
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let series = try transaction.series(id, nil, person)
        if following { return try end(series, in: transaction) }
        if let own = try Appointment.detached(from: id, at: recurrenceId, transaction.db) {
            return try transaction.cancel(own, reason: reason, cause: nil)
        }
        var checked = try series.detached(series.occurrence(at: recurrenceId), id: id)
        try checked.cancel(reason: reason)
        var changed = series
        try changed.recurrence?.except(recurrenceId)
        return try transaction.save(
            &changed, from: series, event: .updated, cause: checked.cancelReason ?? "cancelled at \(recurrenceId)")
    }

    private func end(_ series: Appointment, in transaction: Transaction) throws -> RecordVersion {
        let own = try Appointment.detached(from: id, at: recurrenceId, transaction.db)
        if own == nil { _ = try series.occurrence(at: recurrenceId) }
        guard let rest = series.recurrence?.ended(before: recurrenceId, first: series.startsAt) else {
            return try CancelAppointment(id: id, reason: reason, person: person).execute(in: transaction)
        }
        try transaction.cancelDetached(from: id, since: recurrenceId, reason: reason)
        var changed = series
        changed.recur(rest)
        return try transaction.save(&changed, from: series, event: .updated, cause: "ended before \(recurrenceId)")
    }
}

extension Transaction {
    /// The series, where the person may change it and it is of the version they know. Throws where it does not recur.
    func series(_ id: EntityID, _ expected: EventSequence?, _ person: Person) throws -> Appointment {
        let series = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, db)
        if let expected, expected != series.sequence { throw CommonError.changedSince(current: series.sequence) }
        guard series.isSeries else { throw SeriesError.notASeries }
        try series.requireScheduled()
        return series
    }

    /// Takes an occurrence out of its series; what it became is not saved yet.
    func detach(_ recurrenceId: Instant, from series: Appointment) throws -> Appointment {
        let own = try series.detached(series.occurrence(at: recurrenceId), id: newID())
        var changed = series
        try changed.recurrence?.except(recurrenceId)
        _ = try save(&changed, from: series, event: .updated, cause: "appointment/\(own.id)")
        return own
    }

    func cancel(_ old: Appointment, reason: String?, cause: String?) throws -> RecordVersion {
        var appointment = old
        try appointment.cancel(reason: reason)
        return try save(
            &appointment, from: old, event: "cancelled", cause: cause ?? appointment.cancelReason)
    }

    /// Those that are still to take place go along with their series; what came of one stays.
    func cancelDetached(from series: EntityID, since start: Instant? = nil, reason: String?) throws {
        for own in try Appointment.detached(from: series, since: start, db) where own.status == .scheduled {
            _ = try cancel(own, reason: reason, cause: "appointment/\(series)")
        }
    }
}
