import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The person's own invitations; if nothing is said, those that wait for an answer (SCH-4).
struct InvitationList {
    var request: ListRequest
    var person: Person
    var now: Instant

    struct Line: Encodable, Sendable {
        var invitation: InvitationView
        var appointment: AppointmentView
    }

    func fetch(_ db: Database) throws -> Page<Line> {
        let employee = try person.ownCalendar
        var query = PagedQuery(
            "invitation", sorts: ["startsAt": "invitation.startsAt", "askedAt": "invitation.askedAt"],
            defaultSort: "startsAt")
        query.filter("invitation.employeeId = \(employee)")
        try query.filter(request, "participation", Participation.self) { "invitation.participation = \($0.rawValue)" }
        if request.filters["participation"] == nil {
            query.filter(
                """
                invitation.participation = 'needs-action' AND (invitation.endsAt > \(now) OR EXISTS (
                  SELECT 1 FROM seriesParty p WHERE p.appointmentId = invitation.appointmentId AND p.endsAt > \(now)))
                  AND (
                  SELECT status FROM appointment WHERE appointment.id = invitation.appointmentId) = 'scheduled'
                """)
        }
        let zone = LocalZone.vietNam
        // A series counts as long as an occurrence of it lies ahead.
        try query.filter(request, "from", Day.self) { day in
            """
            (invitation.endsAt > \(zone.instant(of: day)) OR (invitation.recurs AND EXISTS (
              SELECT 1 FROM seriesParty p WHERE p.appointmentId = invitation.appointmentId
                AND p.endsAt > \(zone.instant(of: day)))))
            """
        }
        try query.filter(request, "to", Day.self) { "invitation.startsAt < \(zone.instant(of: $0.adding(days: 1)))" }
        let page = try query.fetch(Invitation.self, request, db)
        let ids = page.items.map(\.appointmentId)
        let rows: SQLRequest<Appointment> = """
            SELECT * FROM appointment WHERE id IN \(ids) AND \(RowScope(person, .appointment).condition("appointment"))
            """
        let found = try rows.fetchAll(db)
        let (names, people) = (try AppointmentNames(found, db), try InvitationView.names(of: page.items, db))
        let appointments = Dictionary(uniqueKeysWithValues: found.map { ($0.id, AppointmentView($0, names)) })
        let lines = page.map { invitation in
            appointments[invitation.appointmentId].map {
                Line(invitation: InvitationView(invitation, people), appointment: $0)
            }
        }
        return Page(items: lines.items.compactMap(\.self), next: lines.next)
    }
}

/// What each who attends an appointment has said, for whoever may see it.
struct AppointmentAnswers {
    var appointmentId: EntityID
    var person: Person

    struct Result: Encodable, Sendable {
        var appointmentId: EntityID
        var startsAt: Instant
        var endsAt: Instant
        var organiserId: EntityID?
        /// How many have said what, by participation; all five are there.
        var counts: [String: Int]
        /// Open proposals of another time.
        var proposals: Int
        var items: [InvitationView]
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.appointments, .view)
        let appointment = try RowScope(person, .appointment).fetch(Appointment.self, appointmentId, db)
        let invitations = try Invitation.to(appointment.id, db)
        var names = try InvitationView.names(of: invitations, db)
        names.merge(try NameTable.employees(appointment.employeeIds, db)) { $1 }
        let asked = Dictionary(invitations.map { ($0.employeeId, $0) }) { first, _ in first }
        let items = appointment.employeeIds.map { employee in
            asked[employee].map { InvitationView($0, names) } ?? InvitationView(unasked: employee, names)
        }
        var counts = Dictionary(uniqueKeysWithValues: Participation.allCases.map { ($0.rawValue, 0) })
        for item in items { counts[item.participation.rawValue, default: 0] += 1 }
        return Result(
            appointmentId: appointment.id, startsAt: appointment.startsAt, endsAt: appointment.endsAt,
            organiserId: appointment.responsibleId, counts: counts,
            proposals: items.count { $0.proposed != nil }, items: items)
    }
}

/// One answer as people see it. Who was never asked counts as accepted.
struct InvitationView: Encodable, Sendable {
    var employeeId: EntityID
    var employeeName: String
    var participation: Participation
    var askedAt: Instant?
    var answeredAt: Instant?
    var comment: String?
    var proposed: ActivitySession?
    var refusal: String?
    var delegatedTo: Delegate?
    var delegatedFrom: Delegate?

    struct Delegate: Encodable, Sendable {
        var employeeId: EntityID
        var name: String
    }

    init(_ invitation: Invitation, _ names: [EntityID: String]) {
        employeeId = invitation.employeeId
        employeeName = names[invitation.employeeId] ?? invitation.employeeName
        (participation, askedAt) = (invitation.participation, invitation.askedAt)
        (answeredAt, comment, refusal) = (invitation.answeredAt, invitation.comment, invitation.refusal)
        proposed = invitation.published.proposed
        delegatedTo = invitation.delegatedToId.map { Delegate(employeeId: $0, name: names[$0] ?? "") }
        delegatedFrom = invitation.delegatedFromId.map { Delegate(employeeId: $0, name: names[$0] ?? "") }
    }

    init(unasked employee: EntityID, _ names: [EntityID: String]) {
        (employeeId, employeeName, participation) = (employee, names[employee] ?? "", .accepted)
    }

    static func names(of invitations: [Invitation], _ db: Database) throws -> [EntityID: String] {
        try NameTable.employees(
            invitations.flatMap { [$0.employeeId, $0.delegatedToId, $0.delegatedFromId].compactMap(\.self) }, db)
    }
}
