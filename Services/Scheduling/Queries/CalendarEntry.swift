import Foundation
import GRDB
import Messages
import Store

/// An appointment in a calendar, with what those who attend have said to it (SCH-4): whoever declined is not busy.
struct CalendarEntry: Sendable {
    var appointment: AppointmentView
    /// Of the employee whose calendar it is; nothing in those of teams, customers and rooms.
    var participation: Participation?
    /// In the order of `employeeIds`. Who was never asked counts as accepted.
    var participations: [Participation]

    /// - Parameter employee: whose calendar it is, where it is one employee's.
    static func entries(
        _ appointments: [Appointment], of employee: EntityID?, _ names: AppointmentNames, _ db: Database
    ) throws -> [CalendarEntry] {
        let answers = try answers(to: Set(appointments.map(\.id)), db)
        return appointments.map { appointment in
            let said = appointment.employeeIds.map { answers[appointment.id]?[$0] ?? .accepted }
            let own = employee.flatMap { appointment.employeeIds.firstIndex(of: $0) }.map { said[$0] }
            return CalendarEntry(
                appointment: AppointmentView(appointment, names), participation: own, participations: said)
        }
    }

    /// All but those who accepted, by appointment and employee; of an occurrence its series' answers.
    private static func answers(to appointments: Set<EntityID>, _ db: Database) throws
        -> [EntityID: [EntityID: Participation]]
    {
        let request: SQLRequest<Row> = """
            SELECT appointmentId, employeeId, participation FROM invitation
            WHERE appointmentId IN \(appointments) AND participation != 'accepted'
            """
        var found: [EntityID: [EntityID: Participation]] = [:]
        let rows = try request.fetchCursor(db)
        while let row = try rows.next() {
            guard let participation = Participation(rawValue: row[2]) else { continue }
            found[row[0], default: [:]][row[1]] = participation
        }
        return found
    }
}

extension CalendarEntry: Encodable {
    private enum Keys: String, CodingKey { case participation, participations }

    func encode(to encoder: any Encoder) throws {
        try appointment.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(participation, forKey: .participation)
        try container.encode(participations, forKey: .participations)
    }
}
