import Foundation
import Messages
import ServiceKit

/// What the service listens to.
enum Subscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .copy(ProductCopy.self),
        .copy(QuoteCopy.self),
        .step(OpportunityState.self) { try OnOpportunityWon(event: $1).execute(in: $0) },
    ]

    static let inbound: [InboundHandler] = [
        .on(InvoiceRecorded.self) { try OnInvoiceRecorded(message: $1).execute(in: $0) },
        .on(PaymentReceived.self) { try OnPaymentReceived(message: $1).execute(in: $0) },
    ]
}
