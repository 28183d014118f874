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
        let old = try RowScope(person, .appointment, .edit).fetch(Appointment.self, id, transaction.db)
        var appointment = old
        try appointment.change(to: details)
        try appointment.checkReferences(from: old, by: person, transaction.db)
        let before = old.isFree ? [] : Set(try old.bookings(transaction.db).map(\.partyId))
        let added = try appointment.bookings(transaction.db).map(\.partyId).filter { !before.contains($0) }
        try appointment.book(added, force: force, by: person, in: transaction)
        try transaction.invite(appointment, from: old, by: person)
        let version = try transaction.save(&appointment, from: old, event: .updated, expected: expected)
        if old.isSeries {
            try OwnOccurrences(of: old, to: appointment, details: details, transaction.db)
                .follow(force: force, by: person, in: transaction)
        }
        return version
    }
}
