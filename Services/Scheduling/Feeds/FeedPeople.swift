import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit

/// Who attends the appointments of a feed, and what they have said (RFC 5545 §3.8.4.1).
struct FeedPeople {
    /// Whose feed it is.
    private let owner: EntityID
    private let names: [EntityID: String]
    /// Only for who may see employees: addresses are theirs to see.
    private let addresses: [EntityID: String]
    private let invitations: [EntityID: [EntityID: Invitation]]

    init(_ appointments: [Appointment], of owner: EntityID, _ person: Person, _ db: Database) throws {
        self.owner = owner
        invitations = try Invitation.to(appointments.map(\.id), db)
        let ids = Set(appointments.flatMap { $0.employeeIds + [$0.responsibleId].compactMap(\.self) })
        names = try NameTable.employees(Array(ids), db)
        let request: SQLRequest<Row> = """
            SELECT id, email FROM employee WHERE id IN \(ids) AND email IS NOT NULL
              AND \(RowScope(person, .employee).condition("employee"))
            """
        addresses = Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0["id"], $0["email"]) })
    }

    func add(to entry: inout Entry, _ appointment: Appointment) {
        // What its owner declined or sends another to takes none of their time (RFC 5545 §3.8.2.7).
        entry.isTransparent = appointment.isFree || invitations[appointment.id]?[owner]?.isAbsent == true
        // Who attends and what they say is part of the entry.
        for invitation in invitations[appointment.id]?.values.map(\.self) ?? [] {
            entry.stamp = max(entry.stamp, (invitation.answeredAt ?? invitation.askedAt).date)
        }
        // One's own appointment with nobody else is no invitation to anybody.
        guard appointment.employeeIds != [appointment.responsibleId].compactMap(\.self) else { return }
        entry.organizer = appointment.responsibleId.map(user)
        entry.attendees = appointment.employeeIds.map { employee in
            let invitation = invitations[appointment.id]?[employee]
            var attendee = Attendee(
                user(employee), participation: Self.participation(invitation?.participation ?? .accepted),
                role: employee == appointment.responsibleId ? .chair : .required)
            attendee.delegatedTo = invitation?.delegatedToId.map { user($0).uri }
            attendee.delegatedFrom = invitation?.delegatedFromId.map { user($0).uri }
            return attendee
        }
    }

    private func user(_ employee: EntityID) -> CalendarUser {
        guard let address = addresses[employee] else {
            return CalendarUser(uri: "urn:uuid:\(employee)", name: names[employee])
        }
        return CalendarUser(email: address, name: names[employee])
    }

    private static func participation(_ participation: Participation) -> Attendee.Participation {
        switch participation {
        case .needsAction: .needsAction
        case .accepted: .accepted
        case .declined: .declined
        case .tentative: .tentative
        case .delegated: .delegated
        }
    }
}
