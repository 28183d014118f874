import Messages
import Money
import ServiceKit
import Store

struct OnInvoice {
    var event: Event<InvoiceState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try TimelineEntry.remove(state.id, transaction.db) }
        let at = try state.issuedOn?.onTimeline ?? transaction.timelineTime(of: state.id, else: event.envelope.time)
        let number = [state.series, state.number].compactMap(\.self).joined(separator: "/")
        let entry = TimelineEntry(
            .invoice, id: state.id, sequence: event.sequence, customerId: state.customerId, at: at, title: number,
            status: state.status == .issued ? state.paymentStatus.rawValue : state.status.rawValue,
            amount: Amount(minorUnits: state.sums.total, currency: state.currency), ownership: state.ownership)
        try transaction.showOnTimeline(entry, .interaction, state.subject)
    }
}
