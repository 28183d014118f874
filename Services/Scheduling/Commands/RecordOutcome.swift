import Foundation
import Messages
import ServiceKit
import Store

/// Says what came of an appointment, once, with what really happened (SCH-6); customers' status and opportunities follow
/// from the event. The activity whose last session it was is done then.
struct RecordOutcome {
    var id: EntityID
    var note: DiaryNote
    var followUp: FollowUp?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        guard !old.isSeries else { throw SeriesError.occurrenceMissing }
        try old.requireBegun(at: transaction.now)
        let activity = try Activity.of(appointment: id, transaction.db)
        var appointment = old
        var entry = try transaction.checked(
            note.entry(
                expected: old.employeeIds, staysAway: Invitation.absent(from: id, transaction.db), in: old.span,
                at: transaction.now),
            planned: activity?.plannedCosts ?? [], before: [])
        entry.followUp = try followUp?.execute(by: person, in: transaction)
        try appointment.record(entry, at: transaction.now)
        let version = try transaction.save(&appointment, from: old, event: "outcome-recorded")
        if let activity { try finish(activity, in: transaction) }
        return version
    }

    private func finish(_ old: Activity, in transaction: Transaction) throws {
        guard old.status == .scheduled,
            try old.appointmentIds.allSatisfy({ try transaction.fetch(Appointment.self, $0).status == .done })
        else { return }
        var activity = old
        try activity.finish()
        _ = try transaction.save(&activity, from: old, event: "done", cause: "appointment/\(id)")
    }
}

/// Writes down anew what really happened at an appointment. What was written before is kept.
struct CorrectAppointmentDiary {
    var id: EntityID
    var note: DiaryNote
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        guard expected == old.sequence else { throw CommonError.changedSince(current: old.sequence) }
        var appointment = old
        let planned = try Activity.of(appointment: id, transaction.db)?.plannedCosts ?? []
        try appointment.correct(
            transaction.checked(
                note.entry(expected: old.employeeIds, in: old.span, at: transaction.now), planned: planned,
                before: old.diary?.actualCosts ?? []))
        return try transaction.save(&appointment, from: old, event: "diary-corrected", expected: expected)
    }
}
