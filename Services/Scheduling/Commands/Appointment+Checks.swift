import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Appointment {
    /// Throws `clash` where one of `parties` is busy then, unless the person forces it and may: the permission
    /// `appointments:approve` for this appointment. One that is shown as free takes its room only.
    /// - Parameter unchecked: occurrences that are about to be moved elsewhere.
    mutating func book(
        _ parties: [EntityID], besides unchecked: Set<Instant> = [], force: Bool, by person: Person,
        in transaction: Transaction
    ) throws {
        let parties = isFree ? parties.filter { $0 == roomId } : parties
        guard !parties.isEmpty else { return }
        var booked = self
        booked.recurrence = recurrence.map { $0.with(exceptions: ($0.exceptions + unchecked).sorted()) }
        let search = ClashSearch(appointment: booked, parties: parties, person: person, now: transaction.now)
        guard let report = try search.report(transaction.db) else { return }
        guard force else { throw AppointmentError.clash(report) }
        try RowScope(person, .appointment, .approve).require(ownership, transaction.db)
        isForced = true
    }

    /// Whom a person newly names must exist and not have left, and they must see the customer: an appointment shows its name.
    /// One that is not known here yet is fine: the event about it may still be on its way.
    func checkReferences(from old: Appointment?, by person: Person, _ db: Database) throws {
        for (index, id) in employeeIds.enumerated() where old?.employeeIds.contains(id) != true {
            guard let employee = try Employee.fetchOne(db, key: id) else {
                throw AppointmentError.unknownEmployee(index: index)
            }
            guard employee.isActive else { throw AppointmentError.employeeHasLeft(index: index) }
        }
        if let customerId, customerId != old?.customerId, try CustomerCopy.exists(db, key: customerId) {
            guard try RowScope(person, .customer).reaches(customerId, db) else {
                throw AppointmentError.unknownCustomer
            }
        }
        try Project.requireOpen(projectId, old: old?.projectId, by: person, db)
        try Room.requireBookable(roomId, old: old?.roomId, db)
        if try OpportunityCopy.isOfAnother(opportunityId, than: customerId, db) {
            throw AppointmentError.opportunityOfAnother
        }
        guard let contactId, let contact = try ContactCopy.fetchOne(db, key: contactId) else { return }
        guard contact.customerId == customerId else { throw AppointmentError.contactOfAnother }
    }
}
