import Messages
import ServiceKit
import Store

/// A payment belongs to whoever the customer belongs to; it has no ownership of its own.
struct OnPayment {
    var event: Event<PaymentState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try TimelineEntry.remove(state.id, transaction.db) }
        let entry = TimelineEntry(
            .payment, id: state.id, sequence: event.sequence, customerId: state.customerId, at: state.paidOn.onTimeline,
            title: state.reference, status: state.isReversed ? "reversed" : "received", amount: state.amount,
            ownership: Ownership())
        try transaction.showOnTimeline(entry, .payment, state.subject)
    }
}
