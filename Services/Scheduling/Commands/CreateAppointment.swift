import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Books an appointment (SCH-4).
struct CreateAppointment {
    var details: AppointmentDetails
    var span: TimeSpan
    /// Where it comes again.
    var recurrence: SeriesInput?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var force: Bool
    var person: Person
    /// Occurrences that are about to be moved elsewhere, and are not looked at.
    var unchecked: Set<Instant> = []

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var appointment = try Appointment(
            id: transaction.newID(), details: details, span: span, ownership: ownership(transaction.db))
        try RowScope(person, .appointment, .create).require(appointment.ownership, transaction.db)
        try Ownership.requireKnown(
            branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId, by: person,
            transaction.db)
        appointment.recur(try recurrence?.newSeries(first: span, now: transaction.now))
        try appointment.checkReferences(from: nil, by: person, transaction.db)
        let parties = try appointment.bookings(transaction.db).map(\.partyId)
        try appointment.book(parties, besides: unchecked, force: force, by: person, in: transaction)
        let version = try transaction.save(&appointment, event: "scheduled")
        try transaction.invite(appointment, by: person)
        return version
    }

    /// As given, else the first who attends and their branch, else the person's own.
    private func ownership(_ db: Database) throws -> Ownership {
        let responsible = responsibleId ?? details.employeeIds.first ?? person.employee
        return try Ownership.ofNew(
            branchId: branchId, responsible: responsible, secondResponsibleId: secondResponsibleId, by: person, db)
    }
}
