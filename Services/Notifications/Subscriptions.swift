import Messages
import ServiceKit
import Store

/// What Notifications listens to, and what falls due there.
enum NotificationsSubscriptions {
    static func events(canMailLinks: Bool) -> [Subscription] {
        [
            .copy(CustomerCopy.self),
            .copy(EmployeeCopy.self, heard: { try OnLeaver(employee: $1, event: $2).apply(in: $0) }),
            .step(AppointmentState.self, removed: withdraw(.appointment, AppointmentState.entity)) {
                try OnAppointment(event: $1).apply(in: $0)
            },
            .step(ActivityState.self, removed: { try OnActivity.forget($1, in: $0) }) {
                try OnActivity(event: $1).apply(in: $0)
            },
            .step(InvitationState.self, removed: { try OnInvitation.forget($1, in: $0) }) {
                try OnInvitation(event: $1).apply(in: $0)
            },
            .step(PlanState.self, removed: { try OnPlan.forget($1, in: $0) }) {
                try OnPlan(event: $1).apply(in: $0)
            },
            .step(ContractState.self, removed: { try OnContract.forget($1, in: $0) }) {
                try OnContract(event: $1).apply(in: $0)
            },
            .step(DeliveredItemState.self, removed: { try OnDeliveredItem.forget($1, in: $0) }) {
                try OnDeliveredItem(event: $1).apply(in: $0)
            },
            .step(InvoiceState.self, removed: withdraw(.invoice, InvoiceState.entity)) {
                try OnInvoice(event: $1).apply(in: $0)
            },
            .step(PasswordMailState.self) {
                try OnPasswordMail(event: $1, canMail: canMailLinks).apply(in: $0)
            },
        ]
    }

    /// What does not exist any more reminds nobody.
    private static func withdraw(
        _ rule: ReminderRule, _ entity: String
    ) -> @Sendable (Transaction, EntityID) throws -> Void {
        { try ReminderPlanning.forget(rule, Subject(entity, $1), in: $0) }
    }

    static func timers(canMail: Bool) -> [TimerHandler] {
        ReminderRule.builtIn.values.map { rule in
            TimerHandler(rule.kind.rawValue) {
                try OnReminderDue(rule: rule, timer: $1, canMail: canMail).apply(in: $0)
            }
        } + [TimerHandler(OnSnoozeOver.kind) { try OnSnoozeOver(timer: $1).apply(in: $0) }]
    }

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [.of(Alert.self)]
}
