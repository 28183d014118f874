import Messages
import ServiceKit

/// What Notifications listens to, and what falls due there.
enum NotificationsSubscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .step(AppointmentState.self) { try OnAppointment(event: $1).apply(in: $0) },
        .step(ContractState.self) { try OnContract(event: $1).apply(in: $0) },
        .step(InvoiceState.self) { try OnInvoice(event: $1).apply(in: $0) },
    ]

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
