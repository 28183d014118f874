import Foundation
import Messages
import ServiceKit
import Store

/// Calls an appointment off; everybody is free again then.
struct CancelAppointment {
    var id: EntityID
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        var appointment = old
        try appointment.cancel(reason: reason)
        let version = try transaction.save(
            &appointment, from: old, event: "cancelled", cause: appointment.cancelReason)
        if old.isSeries { try transaction.cancelDetached(from: id, reason: reason) }
        try transaction.follow(appointment, from: old)
        return version
    }
}
