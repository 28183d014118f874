import Foundation
import Messages
import ServiceKit
import Store

/// Appointments: their employees are reminded, of one that recurs before each occurrence; a moved or cancelled one moves or
/// withdraws that, and there is nothing to answer about a cancelled one any more.
struct OnAppointment {
    let event: Event<AppointmentState>

    func apply(in transaction: Transaction) throws {
        let reminders = Reminder.each(event.state, eventType: event.envelope.type, eventId: event.envelope.id)
        try ReminderPlanning(
            rule: .appointment, subject: event.state.subject, reminders: event.isDeleted ? [] : reminders
        ).apply(event.sequence, in: transaction)
        if event.isDeleted || event.state.status == .cancelled {
            try transaction.archiveInvitations(to: event.state.id)
        }
    }
}

/// Activities: their employees hear of one that is due without a time, and of one that is over and has no diary entry; writing
/// one withdraws both.
struct OnActivity {
    let event: Event<ActivityState>

    func apply(in transaction: Transaction) throws {
        let (state, type, id) = (event.state, event.envelope.type, event.envelope.id)
        guard try transaction.isNewest(event.sequence, of: state.subject) else { return }
        let told: [(ReminderRule, Reminder?)] = [
            (.due, Reminder(due: state, eventType: type, eventId: id)),
            (.overdue, Reminder(state, eventType: type, eventId: id)),
        ]
        for (rule, reminder) in told {
            try ReminderPlanning(rule: rule, subject: state.subject, reminder: event.isDeleted ? nil : reminder)
                .apply(in: transaction)
        }
    }

    /// It does not exist, and was heard of all the same: after its owner's restore.
    static func forget(_ id: EntityID, in transaction: Transaction) throws {
        for rule in ReminderRule.ofActivities {
            try ReminderPlanning.forget(rule, ActivityState.subject(id), in: transaction)
        }
    }
}

/// Invoices: who is responsible hears of one that is overdue; payment in full withdraws that.
struct OnInvoice {
    let event: Event<InvoiceState>

    func apply(in transaction: Transaction) throws {
        let reminder = Reminder(event.state, eventType: event.envelope.type, eventId: event.envelope.id)
        try ReminderPlanning(
            rule: .invoice, subject: event.state.subject, reminder: event.isDeleted ? nil : reminder
        ).apply(event.sequence, in: transaction)
    }
}
