import Messages
import Money
import ServiceKit
import Store

struct OnContract {
    var event: Event<ContractState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try TimelineEntry.remove(state.id, transaction.db) }
        let at = try state.signedOn?.onTimeline ?? transaction.timelineTime(of: state.id, else: event.envelope.time)
        let entry = TimelineEntry(
            .contract, id: state.id, sequence: event.sequence, customerId: state.customerId, at: at,
            title: state.number, status: state.status.rawValue,
            amount: Amount(minorUnits: state.sums.total, currency: state.currency), ownership: state.ownership)
        try transaction.showOnTimeline(entry, .interaction, state.subject)
    }
}
