import Messages
import ServiceKit
import Store

/// An appointment or its outcome: *promising* and *ordered* show interest; *chose another supplier* changes no status.
struct OnAppointment {
    var event: Event<AppointmentState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted, let customerId = state.customerId else {
            return try TimelineEntry.remove(state.id, transaction.db)
        }
        let entry = TimelineEntry(
            .appointment, id: state.id, sequence: event.sequence, customerId: customerId, at: state.startsAt,
            title: state.title, status: state.outcome?.rawValue ?? state.status.rawValue, note: state.outcomeNotes,
            showsInterest: state.outcome == .promising || state.outcome == .ordered, ownership: state.ownership)
        try transaction.showOnTimeline(entry, .appointment, state.subject)
    }
}
