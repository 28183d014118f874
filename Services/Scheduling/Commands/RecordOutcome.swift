import Foundation
import Messages
import ServiceKit
import Store

/// Says what came of an appointment, once (SCH-6); customers' status and opportunities follow from the event.
struct RecordOutcome {
    var id: EntityID
    var outcome: Outcome
    var notes: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        guard !old.isSeries else { throw SeriesError.occurrenceMissing }
        var appointment = old
        try appointment.record(outcome, notes: notes, at: transaction.now)
        return try transaction.save(&appointment, from: old, event: "outcome-recorded")
    }
}
