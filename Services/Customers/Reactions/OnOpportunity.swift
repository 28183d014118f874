import Messages
import ServiceKit
import Store

struct OnOpportunity {
    var event: Event<OpportunityState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try TimelineEntry.remove(state.id, transaction.db) }
        let at =
            try state.startedOn?.onTimeline
            ?? transaction.timelineTime(of: state.id, else: event.envelope.time)
        let entry = TimelineEntry(
            .opportunity, id: state.id, sequence: event.sequence, customerId: state.customerId, at: at,
            title: state.name, status: state.status.rawValue, amount: state.expectedValue,
            note: state.lostReason ?? state.nextStep, ownership: state.ownership)
        try transaction.showOnTimeline(entry, .interaction, state.subject)
    }
}
