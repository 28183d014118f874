import Messages
import ServiceKit
import Store

/// What Customers listens to.
enum Subscriptions {
    static let events: [Subscription] = [
        .step(CustomerAccountState.self) { try OnCustomerAccountChanged(event: $1).execute(in: $0) },
        .step(AppointmentState.self, removed: offTimeline) { try OnAppointment(event: $1).execute(in: $0) },
        .step(ActivityState.self, removed: offTimeline) { try OnActivity(event: $1).execute(in: $0) },
        .step(QuoteState.self, removed: offTimeline) { try OnQuote(event: $1).execute(in: $0) },
        .step(OpportunityState.self, removed: offTimeline) { try OnOpportunity(event: $1).execute(in: $0) },
        .step(ContractState.self, removed: { try OnContract.remove($1, $0.db) }) {
            try OnContract(event: $1).execute(in: $0)
        },
        .copy(DeliveredItemCopy.self),
        .step(InvoiceState.self, removed: offTimeline) { try OnInvoice(event: $1).execute(in: $0) },
        .step(PaymentState.self, removed: offTimeline) { try OnPayment(event: $1).execute(in: $0) },
    ]

    private static let offTimeline: @Sendable (Transaction, EntityID) throws -> Void = {
        try TimelineEntry.remove($1, $0.db)
    }

    static let inbound: [InboundHandler] = [
        .on(LeadCaptured.self) { try OnLeadCaptured(inbound: $1).execute(in: $0) },
        .on(CustomerRecorded.self) { try OnCustomerRecorded(inbound: $1).execute(in: $0) },
    ]

    static let timers: [TimerHandler] = [
        TimerHandler(StatusCheckTimer.kind) { transaction, _ in try StatusCheckTimer.fire(in: transaction) }
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Customer.self), .of(Contact.self), .of(Lead.self), .of(Interaction.self),
        .of(SupportCase.self),
    ]
}
