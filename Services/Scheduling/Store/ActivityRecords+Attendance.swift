import Foundation
import GRDB
import Messages
import Store

extension Transaction {
    /// An activity is done by who comes to its sessions: whoever was sent to one takes part in it, and finds it in the work list;
    /// whoever sends another to all of theirs takes part no longer, nor does who was sent and is wanted no longer or declined.
    /// - Parameters:
    ///   - employees: whom an answer concerns; the others stay as they are.
    ///   - appointment: the session that it is about.
    func follow(_ employees: [EntityID], whoAnswered appointment: Appointment) throws {
        guard let activity = try Activity.of(appointment: appointment.id, db), activity.status == .scheduled else {
            return
        }
        let sessions = try Appointment.fetchAll(db, keys: activity.appointmentIds).filter { $0.status != .cancelled }
        let invitations = try Invitation.to(sessions.map(\.id), db)
        func comes(_ employee: EntityID) -> Bool {
            sessions.contains { session in
                guard session.employeeIds.contains(employee) else { return false }
                guard let invitation = invitations[session.id]?[employee] else { return true }
                return invitation.participation != .delegated
                    && (invitation.participation != .declined || invitation.delegatedFromId == nil)
            }
        }
        var changed = activity
        changed.take(part: employees.filter(comes), not: employees.filter { !comes($0) })
        guard changed != activity else { return }
        _ = try save(&changed, from: activity, event: .updated, cause: "appointment/\(appointment.id)")
    }
}
