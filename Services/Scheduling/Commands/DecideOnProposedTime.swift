import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Moves an appointment to the time that one of the invited proposed, with all checks of moving it: everybody else is asked
/// anew, who proposed it has accepted (SCH-4).
struct AcceptProposedTime {
    var appointmentId: EntityID
    var employeeId: EntityID
    var force: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try ProposedTime.invitation(appointmentId, employeeId, person, transaction.db)
        guard let span = old.proposed else { throw InvitationError.nothingProposed }
        _ = try RescheduleAppointment(id: appointmentId, span: span, force: force, person: person)
            .execute(in: transaction)
        guard let asked = try transaction.find(Invitation.self, old.id) else { throw InvitationError.nothingProposed }
        var invitation = asked
        invitation.accept(at: transaction.now)
        return try transaction.update(&invitation, from: asked, event: "accepted")
    }
}

/// The appointment stays where it is: who proposed another time is asked again.
struct RefuseProposedTime {
    var appointmentId: EntityID
    var employeeId: EntityID
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try ProposedTime.invitation(appointmentId, employeeId, person, transaction.db)
        var invitation = old
        try invitation.refuseProposal(because: reason, at: transaction.now)
        return try transaction.update(&invitation, from: old, event: "proposal-refused")
    }
}

private enum ProposedTime {
    /// Decided on by who may change the appointment for its owners' sake; attending it is not enough.
    static func invitation(
        _ appointment: EntityID, _ employee: EntityID, _ person: Person, _ db: Database
    ) throws -> Invitation {
        let scope = RowScope(person, .appointment, .edit)
        let appointment = try scope.fetch(Appointment.self, appointment, db)
        try scope.require(appointment.ownership, db)
        try appointment.requireScheduled()
        guard let invitation = try Invitation.to(appointment.id, of: employee, db) else {
            throw InvitationError.nothingProposed
        }
        return invitation
    }
}
