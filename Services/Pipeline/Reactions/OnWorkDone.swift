import Messages
import ServiceKit
import Store

/// An appointment for an opportunity stands in its log (SCH-6), as it is now.
struct OnAppointment {
    var event: Event<AppointmentState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted, let opportunity = state.opportunityId else {
            return try OpportunityLogEntry.remove(state.id, transaction.db)
        }
        try OpportunityLogEntry(state, of: opportunity, sequence: event.sequence).keep(transaction.db)
    }
}

/// So does an activity that has no appointment.
struct OnActivity {
    var event: Event<ActivityState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted, let opportunity = state.opportunityId,
            let entry = OpportunityLogEntry(state, of: opportunity, sequence: event.sequence)
        else { return try OpportunityLogEntry.remove(state.id, transaction.db) }
        try entry.keep(transaction.db)
    }
}
