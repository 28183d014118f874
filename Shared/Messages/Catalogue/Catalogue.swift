import Foundation

/// Every message of Quen: who owns it, what it carries, who listens and how. Schemas, samples, AsyncAPI document and
/// broker topology are held together by this one list (MSG-2).
public enum Catalogue: Sendable {
    /// Every kind of record whose events go over `quen.events`.
    public static let entities: [any EntityState.Type] = [
        CustomerState.self, ContactState.self, LeadState.self, InteractionState.self, CaseState.self,
        ProductState.self, UnitGroupState.self, OpportunityState.self, QuoteState.self,
        ContractState.self, OrderState.self, InvoiceState.self, PaymentState.self, CustomerAccountState.self,
        AcceptanceState.self, DeliveredItemState.self,
        BranchState.self, TeamState.self, EmployeeState.self, CustomFieldState.self, AppointmentState.self,
        ActivityState.self, InvitationState.self, BudgetItemState.self, PlanState.self, ProcedureState.self,
        ProcedureRunState.self, ProjectState.self, RoomState.self, FirmState.self,
        AlertState.self,
        AccountState.self, RoleState.self, SessionState.self, SigningKeyState.self, PasswordMailState.self,
    ]

    /// Everything that other systems may publish.
    public static let inbound: [any InboundPayload.Type] = [
        LeadCaptured.self, CustomerRecorded.self, ProductRecorded.self, EmployeeRecorded.self,
        OpportunityRecorded.self, InvoiceRecorded.self, PaymentReceived.self, UsageRecorded.self,
    ]

    /// What each service listens to. A *copy* keeps the newest state and a failed one blocks nothing; a *step* does
    /// something once per event, in order, and a failed one holds back its subject.
    public static let subscriptions: [SubscriptionEntry] =
        // Who may do what: every service keeps these copies.
        ServiceName.allCases.flatMap { service in
            accessEntities.filter { $0.owner != service }.map { SubscriptionEntry(service, $0, .copy) }
        } + [
            // A customer's status follows what was paid; the timeline shows what others know of the customer.
            SubscriptionEntry(.customers, CustomerAccountState.self, .step),
            SubscriptionEntry(.customers, AppointmentState.self, .step),
            SubscriptionEntry(.customers, ActivityState.self, .step),
            SubscriptionEntry(.customers, QuoteState.self, .step),
            SubscriptionEntry(.customers, OpportunityState.self, .step),
            SubscriptionEntry(.customers, ContractState.self, .step),
            // Which products are under warranty is shown with a case.
            SubscriptionEntry(.customers, DeliveredItemState.self, .copy),
            SubscriptionEntry(.customers, InvoiceState.self, .step),
            SubscriptionEntry(.customers, PaymentState.self, .step),
            SubscriptionEntry(.pipeline, CustomerState.self, .copy),
            SubscriptionEntry(.pipeline, LeadState.self, .step),
            // The log of an opportunity holds what was done for it.
            SubscriptionEntry(.pipeline, AppointmentState.self, .step),
            SubscriptionEntry(.pipeline, ActivityState.self, .step),
            SubscriptionEntry(.contracts, CustomerState.self, .copy),
            SubscriptionEntry(.contracts, ProductState.self, .copy),
            SubscriptionEntry(.contracts, UnitGroupState.self, .copy),
            SubscriptionEntry(.contracts, OpportunityState.self, .step),
            SubscriptionEntry(.contracts, QuoteState.self, .copy),
            // A case that a contract covers uses up its allowance.
            SubscriptionEntry(.contracts, CaseState.self, .step),
            SubscriptionEntry(.scheduling, CustomerState.self, .copy),
            SubscriptionEntry(.scheduling, ContactState.self, .copy),
            SubscriptionEntry(.scheduling, OpportunityState.self, .copy),
            SubscriptionEntry(.scheduling, ContractState.self, .copy),
            SubscriptionEntry(.scheduling, CaseState.self, .copy),
            SubscriptionEntry(.notifications, CustomerState.self, .copy),
            SubscriptionEntry(.notifications, AppointmentState.self, .step),
            SubscriptionEntry(.notifications, ActivityState.self, .step),
            SubscriptionEntry(.notifications, InvitationState.self, .step),
            SubscriptionEntry(.notifications, PlanState.self, .step),
            SubscriptionEntry(.notifications, ContractState.self, .step),
            SubscriptionEntry(.notifications, DeliveredItemState.self, .step),
            SubscriptionEntry(.notifications, InvoiceState.self, .step),
            SubscriptionEntry(.notifications, PasswordMailState.self, .step),
        ]

    /// What access is decided by.
    static let accessEntities: [any EntityState.Type] = [
        EmployeeState.self, BranchState.self, TeamState.self, AccountState.self, RoleState.self, SessionState.self,
        SigningKeyState.self,
    ]

    /// The routing key on `quen.events` of what a service sends to itself to see how far its queue has been applied.
    public static func markerKey(_ service: ServiceName) -> String { "\(service.rawValue).marker" }

    /// Whether anybody listens to `key` on `quen.events`: only then may the relay ask for a return.
    public static func hasSubscriber(_ type: MessageType) -> Bool {
        subscriptions.contains { $0.entity.owner.rawValue == type.owner && $0.entity.entity == type.entity }
            || auditTypes.contains(type)
    }

    /// Every type on `quen.events`.
    public static let types: [MessageType] = entities.flatMap { entity in entity.events.map { entity.type($0) } }
}

/// One line of the table of who listens to what.
public struct SubscriptionEntry: Sendable {
    public enum Mode: String, Sendable, Hashable, Codable { case copy, step }
    public let service: ServiceName
    public let entity: any EntityState.Type
    public let mode: Mode

    init(_ service: ServiceName, _ entity: any EntityState.Type, _ mode: Mode) {
        self.service = service
        self.entity = entity
        self.mode = mode
    }
}
