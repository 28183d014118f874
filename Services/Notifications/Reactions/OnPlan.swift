import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Plans: who may approve one hears that it waits, who submitted it what became of it (SCH-7).
struct OnPlan {
    let event: Event<PlanState>

    func apply(in transaction: Transaction) throws {
        let state = event.state
        guard try transaction.isNewest(event.sequence, of: state.subject) else { return }
        let wanted =
            event.isDeleted
            ? [:]
            : Reminder.wanted(
                by: state, eventType: event.envelope.type, eventId: event.envelope.id, at: transaction.now)
        for rule in ReminderRule.ofPlans {
            try ReminderPlanning(rule: rule, subject: state.subject, reminders: wanted[rule.kind] ?? [])
                .apply(in: transaction)
        }
    }

    /// It does not exist, and was heard of all the same: after its owner's restore.
    static func forget(_ id: EntityID, in transaction: Transaction) throws {
        for rule in ReminderRule.ofPlans {
            try ReminderPlanning.forget(rule, PlanState.subject(id), in: transaction)
        }
    }
}

/// Somebody leaves the firm with open work: their manager hears of it (SCH-1). Who comes back withdraws that.
struct OnLeaver {
    let employee: EmployeeCopy
    let event: Event<EmployeeState>

    func apply(in transaction: Transaction) throws {
        let state = event.state
        let manager = try state.managerId.flatMap { try EmployeeCopy.fetchOne(transaction.db, key: $0) }
        let reminder = Reminder(
            left: state, managerIsHere: manager?.isActive == true, eventType: event.envelope.type,
            eventId: event.envelope.id, at: transaction.now)
        try ReminderPlanning(rule: .leaver, subject: state.subject, reminder: reminder).apply(in: transaction)
    }
}
