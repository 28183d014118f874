import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Transaction {
    /// Puts away what nobody has to answer any more: the invitations to an appointment, all of them or one employee's. They
    /// stay in the archive.
    func archiveInvitations(to appointment: EntityID, of employee: EntityID? = nil) throws {
        let about = AppointmentState.subject(appointment)
        let alerts: SQLRequest<Alert> = """
            SELECT * FROM alert WHERE about = \(about) AND kind = \(AlertKind.appointmentInvitation.rawValue)
            """
        for alert in try alerts.fetchAll(db) {
            for recipient in alert.recipientIds where employee == nil || recipient == employee {
                let items: SQLRequest<InboxItem> = """
                    SELECT * FROM inboxItem WHERE employeeId = \(recipient) AND NOT isArchived AND alertId = \(alert.id)
                    """
                for item in try items.fetchAll(db) { try archive(item) }
            }
        }
    }

    private func archive(_ old: InboxItem) throws {
        var item = old
        try item.take(.archive, at: now)
        item.change = try nextNumber(InboxItem.changeCounter)
        try item.update(db)
        if old.snoozedUntil != nil {
            try setTimers(kind: OnSnoozeOver.kind, subject: Subject("inbox-item", old.id), to: [])
        }
    }
}
