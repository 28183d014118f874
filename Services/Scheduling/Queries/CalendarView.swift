import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// A day, week or month of an employee, a team, a customer or a room: what the person may see of it (SCH-8).
struct CalendarView {
    enum Period: String, Sendable, CaseIterable { case day, week, month }
    enum Target: Sendable { case employee(EntityID), team(EntityID), customer(EntityID), room(EntityID) }

    var period: Period
    var date: Day
    var target: Target
    /// In which its days begin and end.
    var zone = LocalZone.vietNam
    var person: Person
    static let mostEntries = 2000
    static let mostMembers = 200

    struct Result: Encodable, Sendable {
        var view: String
        var from: Day
        var to: Day
        /// As the firm works; as the employee does, where it is one's calendar.
        var days: [WorkingDays.Line]
        /// Whose entries these are; none for a customer or a room.
        var employees: [Member]
        var entries: [CalendarEntry]
        var absences: [Away]
        /// When a room is taken, also by what the person may not see.
        var busy: [FreeBusy.Span]?
        /// There are more entries than are shown.
        var isCut: Bool
    }

    struct Member: Encodable, Sendable {
        var id: EntityID
        var name: String
    }

    var days: ClosedRange<Day> {
        switch period {
        case .day: return date...date
        case .week:
            let monday = date.adding(days: 1 - date.weekday)
            return monday...monday.adding(days: 6)
        case .month: return date.lastOfMonth.adding(days: 1).adding(months: -1)...date.lastOfMonth
        }
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.appointments, .view)
        let members = try members(db)
        let days = days
        let span = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        var entries = try single(members.map(\.id), span, db) + occurrences(members.map(\.id), span, db)
        entries.sort { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
        let isCut = entries.count > Self.mostEntries
        entries = Array(entries.prefix(Self.mostEntries))
        try CalendarEntry.name(&entries, db)
        try CalendarEntry.answer(&entries, of: employee, db)
        return Result(
            view: period.rawValue, from: days.lowerBound, to: days.upperBound, days: try workingDays(days, db),
            employees: members, entries: entries,
            absences: try Absence.of(members.map(\.id), in: span, db).map {
                Away(employeeId: $0.employeeId, startsAt: $0.startsAt, endsAt: $0.endsAt)
            }, busy: try busy(span, db), isCut: isCut)
    }

    private var employee: EntityID? { if case .employee(let id) = target { id } else { nil } }

    private func workingDays(_ days: ClosedRange<Day>, _ db: Database) throws -> [WorkingDays.Line] {
        var query = WorkingDays(days: days, person: person)
        if case .employee(let id) = target { query.employeeId = id }
        return try query.fetch(db)
    }

    /// Within reach; of a team those who have not left.
    private func members(_ db: Database) throws -> [Member] {
        switch target {
        case .customer(let id):
            try RowScope(person, .customer).check(id, db)
            return []
        case .room(let id):
            guard try Room.exists(db, key: id) else {
                throw CommonError.notFound(entity: RoomState.entity, id: id.description)
            }
            return []
        case .employee(let id):
            try RowScope(person, .employee).check(id, db)
            return try NameTable.employees([id], db).map { Member(id: $0, name: $1) }
        case .team(let id):
            try person.require(.employees, .view)
            guard let team = try Team.fetchOne(db, key: id) else {
                throw CommonError.notFound(entity: TeamState.entity, id: id.description)
            }
            let sql: SQL = """
                SELECT employee.id, employee.name FROM employeeTeam JOIN employee ON employee.id = employeeTeam.employeeId
                WHERE employeeTeam.team = \(team.code) AND employee.isActive
                  AND \(RowScope(person, .employee).condition("employee"))
                ORDER BY fold(employee.name), employee.id LIMIT \(Self.mostMembers)
                """
            return try SQLRequest<Row>(literal: sql, cached: true).fetchAll(db).map {
                Member(id: $0[0], name: $0[1])
            }
        }
    }

    private func busy(_ span: TimeSpan, _ db: Database) throws -> [FreeBusy.Span]? {
        guard case .room(let id) = target else { return nil }
        let taken = IntervalSet(try Booking.busy([id], in: span, db).map(\.span.interval))
        return taken.clipped(to: span.interval).intervals.map(FreeBusy.Span.init)
    }

    /// What does not recur.
    private func single(_ members: [EntityID], _ span: TimeSpan, _ db: Database) throws -> [CalendarEntry] {
        let whose: SQL
        let parties: [EntityID]
        switch target {
        case .customer(let id):
            parties = [id]
            // A mass customer has no bookings, but its appointments name it.
            whose = """
                appointment.customerId = \(id) AND appointment.recurrence IS NULL AND appointment.endsAt > \(span.startsAt)
                  AND appointment.startsAt >= \(span.startsAt.adding(.zero - Appointment.longest))
                  AND appointment.startsAt < \(span.endsAt)
                """
        case .room(let id): (whose, parties) = (Self.booked([id], span), [id])
        case .employee, .team: (whose, parties) = (Self.booked(members, span), members)
        }
        return try CalendarEntry.fetch(
            of: parties, where: "\(whose) AND \(RowScope(person, .appointment).condition("appointment"))",
            limit: Self.mostEntries + 1, db)
    }

    private static func booked(_ parties: [EntityID], _ span: TimeSpan) -> SQL {
        let bookings = Booking.reaching(into: span, of: parties, "appointmentId")
        return "appointment.id IN (SELECT appointmentId FROM \(bookings))"
    }

    /// The occurrences of series, each with the series' id and its own `recurrenceId`; none of a cancelled one.
    private func occurrences(_ members: [EntityID], _ span: TimeSpan, _ db: Database) throws -> [CalendarEntry] {
        let visible: SQL =
            "appointment.status = 'scheduled' AND \(RowScope(person, .appointment).condition("appointment"))"
        let series: [Appointment]
        if case .customer(let id) = target {
            let request: SQLRequest<Appointment> = """
                SELECT appointment.* FROM appointment WHERE appointment.customerId = \(id)
                  AND appointment.recurrence IS NOT NULL AND appointment.seriesEnd > \(span.startsAt)
                  AND appointment.startsAt < \(span.endsAt) AND \(visible) LIMIT \(Self.mostEntries)
                """
            series = try request.fetchAll(db)
        } else {
            let parties = if case .room(let id) = target { [id] } else { members }
            series = try SeriesParty.series(of: parties, in: span, where: visible, limit: Self.mostEntries, db)
        }
        guard !series.isEmpty else { return [] }
        let entries = try CalendarEntry.fetch(
            of: series, where: "appointment.id IN \(series.map(\.id).rounded)", limit: series.count, db)
        let byID = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
        return series.flatMap { one in
            one.occurrences(in: span).compactMap { byID[one.id]?.taking(place: $0) }
        }
    }
}
