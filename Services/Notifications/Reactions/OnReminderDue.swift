import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A reminder falls due: an alert is raised, or the rule drops it; either way that is written down, once.
struct OnReminderDue {
    let rule: ReminderRule
    let timer: TimerRow
    let canMail: Bool

    func apply(in transaction: Transaction) throws {
        var reminder = try WireJSON.decode(Reminder.self, from: timer.payload.utf8)
        if rule.kind == .appointmentReminder {
            let attending = try reminder.attending(transaction.db)
            if attending.recipientIds.isEmpty, !reminder.recipientIds.isEmpty {
                return try note(nil, "nobody comes", transaction)
            }
            reminder = attending
        }
        try reminder.addHolders(at: transaction.now, transaction.db)
        switch rule.decide(timer.occurrence, reminder.anchor, of: reminder.part, at: transaction.now) {
        case .raise:
            let alert = try RaiseAlert(
                rule: rule, reminder: reminder, occurrence: timer.occurrence, dueAt: timer.dueAt, canMail: canMail
            ).execute(in: transaction)
            try note(alert, nil, transaction)
        case .drop(let reason): try note(nil, reason, transaction)
        }
    }

    private func note(_ alert: EntityID?, _ reason: String?, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "INSERT INTO firing(kind, subject, occurrence, at, alertId, reason) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [timer.kind, timer.subject, timer.occurrence, transaction.now, alert, reason])
    }
}

/// A snooze is over: the item is in sight again, unread.
struct OnSnoozeOver {
    static let kind = "inbox-snooze"
    let timer: TimerRow

    func apply(in transaction: Transaction) throws {
        guard let id = Subject(timer.subject).flatMap({ EntityID($0.id) }),
            var item = try InboxItem.fetchOne(transaction.db, key: id), item.snoozedUntil != nil
        else { return }
        try item.take(.wake, at: transaction.now)
        item.change = try transaction.nextNumber(InboxItem.changeCounter)
        try item.update(transaction.db)
    }
}

extension InboxItem {
    static let changeCounter = "inbox-change"
}
