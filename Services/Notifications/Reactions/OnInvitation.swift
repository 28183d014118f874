import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Invitations: who is asked is told, and the organiser of answers; who declines or sends another is not reminded of the
/// appointment. Whoever is wanted no longer has no invitation in sight any more.
struct OnInvitation {
    let event: Event<InvitationState>

    func apply(in transaction: Transaction) throws {
        let (state, now) = (event.state, transaction.now)
        guard try transaction.isNewest(event.sequence, of: state.subject) else { return }
        try Self.note(state, isGone: event.isDeleted, in: transaction)
        if event.isDeleted {
            try transaction.archiveInvitations(to: state.appointmentId, of: state.employeeId)
        }
        let (type, id) = (event.envelope.type, event.envelope.id)
        let told: [(ReminderRule, Reminder?)] = [
            (.invitation, Reminder(invitation: state, eventType: type, eventId: id, at: now)),
            (
                .answer,
                Reminder(
                    answer: state, delegate: try Self.name(of: state.delegatedTo, transaction.db), eventType: type,
                    eventId: id, at: now)
            ),
        ]
        for (rule, reminder) in told {
            try ReminderPlanning(rule: rule, subject: state.subject, reminder: event.isDeleted ? nil : reminder)
                .apply(in: transaction)
        }
    }

    /// Nothing for one who has not been heard of yet.
    private static func name(of employee: EntityID?, _ db: Database) throws -> String? {
        guard let employee else { return nil }
        return try String.fetchOne(db, sql: "SELECT name FROM employeeCopy WHERE id = ?", arguments: [employee])
    }

    /// Whether the one who is invited stays away.
    private static func note(_ state: InvitationState, isGone: Bool, in transaction: Transaction) throws {
        try transaction.db.execute(sql: "DELETE FROM absentee WHERE invitationId = ?", arguments: [state.id])
        guard !isGone, state.participation == .declined || state.participation == .delegated else { return }
        try transaction.db.execute(
            sql: "INSERT INTO absentee(invitationId, appointmentId, employeeId) VALUES (?, ?, ?)",
            arguments: [state.id, state.appointmentId, state.employeeId])
    }

    /// It does not exist, and was heard of all the same: after its owner's restore.
    static func forget(_ id: EntityID, in transaction: Transaction) throws {
        try transaction.db.execute(sql: "DELETE FROM absentee WHERE invitationId = ?", arguments: [id])
        for rule in ReminderRule.ofInvitations {
            try ReminderPlanning.forget(rule, InvitationState.subject(id), in: transaction)
        }
    }
}

extension Reminder {
    /// Without those who do not come to the appointment.
    func attending(_ db: Database) throws -> Reminder {
        guard about.entity == AppointmentState.entity, let id = EntityID(about.id) else { return self }
        let absent = try EntityID.fetchSet(
            db, sql: "SELECT employeeId FROM absentee WHERE appointmentId = ?", arguments: [id])
        var reminder = self
        reminder.recipientIds.removeAll { absent.contains($0) }
        return reminder
    }
}
