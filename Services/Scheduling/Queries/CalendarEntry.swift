import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// An appointment, or an occurrence of a series, as calendars show it: when, what, with whom and where. The rest stands in
/// the record itself, which is not read for this.
struct CalendarEntry: Encodable, Sendable {
    var id: EntityID
    var version: EventSequence
    var title: String
    var startsAt: Instant
    var endsAt: Instant
    var status: AppointmentStatus
    var outcome: Outcome?
    var isForced: Bool
    /// Takes nobody's time.
    var isFree: Bool
    var place: String?
    var customerId: EntityID?
    var customerName: String?
    var contactId: EntityID?
    var contactName: String?
    var roomId: EntityID?
    var roomName: String?
    var projectId: EntityID?
    var responsibleId: EntityID?
    var employeeIds: [EntityID]
    /// In the order of `employeeIds`; empty for one who is not known.
    var employeeNames: [String] = []
    var seriesId: EntityID?
    var recurrenceId: Instant?
    /// Of the employee whose calendar it is; nothing in those of teams, customers and rooms.
    var participation: Participation?
    /// In the order of `employeeIds`. Who was never asked counts as accepted; whoever declined is not busy.
    var participations: [Participation] = []
}

extension CalendarEntry {
    /// Those of appointments that do not recur and fulfil `condition`, by start; without the names of who attends.
    static func fetch(
        of parties: some Collection, where condition: SQL, limit: Int, _ db: Database
    ) throws -> [CalendarEntry] {
        let sql: SQL = """
            SELECT appointment.id, appointment.sequence, appointment.title, appointment.startsAt, appointment.endsAt,
              appointment.status, appointment.outcome, appointment.isForced, appointment.place, appointment.customerId,
              customerCopy.name, appointment.contactId, contactCopy.name, appointment.roomId, room.name,
              appointment.projectId, appointment.responsibleId, appointment.employeeIds, appointment.seriesId,
              appointment.recurrenceId, appointment.isFree
            FROM appointment LEFT JOIN customerCopy ON customerCopy.id = appointment.customerId
              LEFT JOIN contactCopy ON contactCopy.id = appointment.contactId
              LEFT JOIN room ON room.id = appointment.roomId
            WHERE \(condition) ORDER BY appointment.startsAt, appointment.id LIMIT \(limit)
            """
        return try SQLRequest<CalendarEntry>(sql, about: parties).fetchAll(db)
    }
}

extension CalendarEntry {
    /// Fills in who attends: the same few people in many entries.
    static func name(_ entries: inout [CalendarEntry], _ db: Database) throws {
        let names = try NameTable.employees(entries.reduce(into: Set()) { $0.formUnion($1.employeeIds) }, db)
        for index in entries.indices {
            entries[index].employeeNames = entries[index].employeeIds.map { names[$0] ?? "" }
        }
    }

    /// Fills in what those who attend have said (SCH-4); to an occurrence what they said to its series.
    /// - Parameter employee: whose calendar it is, where it is one employee's.
    static func answer(_ entries: inout [CalendarEntry], of employee: EntityID?, _ db: Database) throws {
        let answers = try answers(to: Set(entries.map(\.id)), db)
        for index in entries.indices {
            let entry = entries[index]
            let said = entry.employeeIds.map { answers[entry.id]?[$0] ?? .accepted }
            entries[index].participations = said
            entries[index].participation = employee.flatMap { entry.employeeIds.firstIndex(of: $0) }.map { said[$0] }
        }
    }

    /// All but those who accepted, by appointment and employee.
    private static func answers(to appointments: Set<EntityID>, _ db: Database) throws
        -> [EntityID: [EntityID: Participation]]
    {
        let sql: SQL = """
            SELECT appointmentId, employeeId, participation FROM invitation
            WHERE appointmentId IN \(appointments.rounded) AND participation != 'accepted'
            """
        var found: [EntityID: [EntityID: Participation]] = [:]
        let rows = try SQLRequest<Row>(sql, about: appointments).fetchCursor(db)
        while let row = try rows.next() {
            guard let participation = Participation(rawValue: row[2]) else { continue }
            found[row[0], default: [:]][row[1]] = participation
        }
        return found
    }

    /// Of a series: one of its occurrences.
    func taking(place occurrence: Occurrence) -> CalendarEntry {
        var entry = self
        (entry.startsAt, entry.endsAt) = (occurrence.span.startsAt, occurrence.span.endsAt)
        (entry.seriesId, entry.recurrenceId) = (id, occurrence.recurrenceId)
        return entry
    }
}

extension CalendarEntry: FetchableRecord {
    /// By the places of the columns: there are thousands of these in a month of a team.
    init(row: Row) throws {
        (id, version, title) = (row[0], row[1], row[2])
        (startsAt, endsAt, status, outcome) = (row[3], row[4], row[5], row[6])
        (isForced, place) = (row[7], row[8])
        (customerId, customerName, contactId, contactName) = (row[9], row[10], row[11], row[12])
        (roomId, roomName, projectId, responsibleId) = (row[13], row[14], row[15], row[16])
        employeeIds = try EntityID.list(row[17])
        (seriesId, recurrenceId, isFree) = (row[18], row[19], row[20])
    }
}
