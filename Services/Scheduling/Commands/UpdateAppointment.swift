import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Changes everything but the time. Only those who are new to it are checked for clashes.
struct UpdateAppointment {
    var id: EntityID
    var details: AppointmentDetails
    var force: Bool
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.fetch(Appointment.self, id)
        try AppointmentScope(person: person, action: .edit).check(old, transaction.db)
        var appointment = old
        try appointment.change(to: details)
        try appointment.checkReferences(from: old, transaction.db)
        let before = Set(try old.bookings(transaction.db).map(\.partyId))
        let added = try appointment.bookings(transaction.db).map(\.partyId).filter { !before.contains($0) }
        try appointment.book(added, force: force, by: person, in: transaction)
        return try transaction.save(&appointment, from: old, event: .updated, expected: expected)
    }
}
