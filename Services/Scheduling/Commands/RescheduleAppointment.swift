import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Moves an appointment to another time; everybody is checked again.
struct RescheduleAppointment {
    var id: EntityID
    var span: TimeSpan
    /// Of a series the occurrence that is moved; all of them where none is named.
    var recurrenceId: Instant?
    var force: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        if let recurrenceId {
            return try ChangeOccurrence(
                id: id, recurrenceId: recurrenceId, span: span, force: force, person: person
            ).execute(in: transaction)
        }
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        if old.isSeries {
            return try ChangeSeries(id: id, span: span, force: force, person: person).execute(in: transaction)
        }
        var appointment = old
        try appointment.reschedule(to: span)
        guard appointment.span != old.span else {
            return RecordVersion(source: transaction.source, subject: old.published.subject, sequence: old.sequence)
        }
        appointment.isForced = false
        // Who declined the old time is asked again, and counts as busy until then.
        try transaction.invite(appointment, from: old, by: person)
        let parties = try appointment.bookings(transaction.db).filter(\.isBusy).map(\.partyId)
        try appointment.book(parties, force: force, by: person, in: transaction)
        let version = try transaction.save(&appointment, from: old, event: "rescheduled")
        try transaction.follow(appointment, from: old)
        return version
    }
}
