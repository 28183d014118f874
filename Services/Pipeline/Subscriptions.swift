import Foundation
import Messages
import ServiceKit
import Store

/// What Pipeline listens to.
enum Subscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .step(LeadState.self) { try OnLead(event: $1).execute(in: $0) },
        .step(AppointmentState.self, removed: offLog) { try OnAppointment(event: $1).execute(in: $0) },
        .step(ActivityState.self, removed: offLog) { try OnActivity(event: $1).execute(in: $0) },
    ]

    private static let offLog: @Sendable (Transaction, EntityID) throws -> Void = {
        try OpportunityLogEntry.remove($1, $0.db)
    }

    static let inbound: [InboundHandler] = [
        .on(ProductRecorded.self) { try OnProductRecorded(inbound: $1).execute(in: $0) },
        .on(OpportunityRecorded.self) { try OnOpportunityRecorded(inbound: $1).execute(in: $0) },
    ]

    static let timers: [TimerHandler] = [
        TimerHandler(ExpireQuote.timerKind) { try ExpireQuote(timer: $1).execute(in: $0) }
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Product.self), .of(UnitGroup.self), .of(Opportunity.self), .of(Quote.self),
    ]
}
