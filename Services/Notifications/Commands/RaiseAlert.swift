import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Writes an alert, tells programs of it, and puts it on its way to every person over every channel.
struct RaiseAlert {
    var rule: ReminderRule
    var reminder: Reminder
    var occurrence: String
    var dueAt: Instant
    /// Whether a mail server is configured.
    var canMail: Bool

    func execute(in transaction: Transaction) throws -> EntityID {
        let recipients = try Recipient.fetch(reminder.recipientIds, transaction.db)
        let customer = try reminder.customerId.flatMap { try CustomerCopy.fetchOne(transaction.db, key: $0) }
        var alert = Alert(
            rule.kind, reminder, occurrence: occurrence, dueAt: dueAt, raisedAt: transaction.now,
            recipientIds: recipients.map(\.employeeId),
            text: AlertText(rule.kind, reminder, customerName: customer?.name, at: transaction.now))
        try transaction.insert(&alert, event: "raised", cause: reminder.about.description)
        try publishForPrograms(alert, transaction)
        for recipient in recipients { try deliver(alert.id, to: recipient, transaction) }
        return alert.id
    }

    /// The same message as on `quen.events`, where only Quen's services listen (NOT-3).
    private func publishForPrograms(_ alert: Alert, _ transaction: Transaction) throws {
        let type = AlertState.type("raised")
        try transaction.publish(
            wireType: type.wireName, schema: type.schema, exchange: "quen.notifications",
            routingKey: alert.kind.routingKey,
            subject: alert.published.subject,
            data: EntityEventData(state: alert.published, changed: [], cause: reminder.about.description))
    }

    private func deliver(_ alert: EntityID, to recipient: Recipient, _ transaction: Transaction) throws {
        let inbox = Delivery.inbox(alert, to: recipient.employeeId, recipient.language, at: transaction.now)
        try inbox.insert(transaction.db)
        try InboxItem(inbox, change: transaction.nextNumber(InboxItem.changeCounter)).insert(transaction.db)
        try mail(alert, recipient, at: transaction.now).insert(transaction.db)
    }

    private func mail(_ alert: EntityID, _ recipient: Recipient, at now: Instant) -> Delivery {
        let (employee, language) = (recipient.employeeId, recipient.language)
        let obstacle =
            !canMail
            ? "no mail server is configured (smtp.host)"
            : !recipient.hasAccount
                ? "the employee has no account"
                : recipient.address == nil ? "there is no e-mail address" : nil
        guard obstacle == nil, let address = recipient.address else {
            return .skippedMail(alert, to: employee, because: obstacle ?? "", language, at: now)
        }
        return .mail(alert, to: employee, address: address, language, at: now)
    }
}
