import Messages
import Money
import ServiceKit
import Store

/// A quote: one that was sent shows interest (CUS-2).
struct OnQuote {
    var event: Event<QuoteState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try TimelineEntry.remove(state.id, transaction.db) }
        // A revision is a draft again, yet the quote had been sent.
        let wasSent = try TimelineEntry.find(state.id, transaction.db)?.showsInterest == true
        let entry = TimelineEntry(
            .quote, id: state.id, sequence: event.sequence, customerId: state.customerId,
            at: try transaction.timelineTime(of: state.id, else: event.envelope.time), title: state.number,
            status: state.status.rawValue,
            amount: Amount(minorUnits: state.sums.total, currency: state.currency),
            showsInterest: wasSent || state.status != .draft, ownership: state.ownership)
        try transaction.showOnTimeline(entry, .quote, state.subject)
    }
}
