import Foundation
import Messages
import ServiceKit

/// What the service listens to.
enum Subscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .copy(ProductCopy.self),
        .copy(UnitGroupCopy.self),
        .copy(QuoteCopy.self),
        .step(OpportunityState.self) { try OnOpportunityWon(event: $1).execute(in: $0) },
        .step(CaseState.self, removed: { try OnCase.remove($1, in: $0) }) { try OnCase(event: $1).execute(in: $0) },
    ]

    static let inbound: [InboundHandler] = [
        .on(InvoiceRecorded.self) { try OnInvoiceRecorded(message: $1).execute(in: $0) },
        .on(PaymentReceived.self) { try OnPaymentReceived(message: $1).execute(in: $0) },
        .on(UsageRecorded.self) { try OnUsageRecorded(message: $1).execute(in: $0) },
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Contract.self), .of(Order.self), .of(Invoice.self), .of(Payment.self), .of(CustomerAccount.self),
        .of(Acceptance.self), .of(DeliveredItem.self),
    ]
}
