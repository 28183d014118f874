import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Appointments within the person's scope, by the day, employee, customer, status.
struct AppointmentList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<AppointmentView> {
        try person.require(.appointments, .view)
        var query = PagedQuery("appointment", sorts: ["startsAt": "appointment.startsAt"], defaultSort: "startsAt")
        let zone = LocalZone.vietNam
        let from = request.filters["from"].flatMap { Day($0) }.map {
            zone.instant(of: $0).adding(.zero - Appointment.longest)
        }
        let to = request.filters["to"].flatMap { Day($0) }.map { zone.instant(of: $0.adding(days: 1)) }
        let scope = RowScope(person, .appointments(from: from, to: to))
        try query.filter(within: scope, request, comesLast: from != nil && scope.isWide)
        if let search = request.search {
            query.filter("fold(appointment.title) LIKE \("%" + TextFolding.fold(search.trimmed) + "%")")
        }
        try filterDays(&query)
        try query.filter(request, "employee", EntityID.self) {
            """
            (appointment.id IN (SELECT appointmentId FROM booking WHERE partyId = \($0))
              OR appointment.id IN (SELECT appointmentId FROM seriesParty WHERE partyId = \($0)))
            """
        }
        try query.filter(request, "customer", EntityID.self) { "appointment.customerId = \($0)" }
        try query.filter(request, "opportunity", EntityID.self) { "appointment.opportunityId = \($0)" }
        try query.filter(request, "project", EntityID.self) { "appointment.projectId = \($0)" }
        try query.filter(request, "room", EntityID.self) { "appointment.roomId = \($0)" }
        try query.filter(request, "series", EntityID.self) { "appointment.seriesId = \($0)" }
        try query.filter(request, "status", AppointmentStatus.self) { "appointment.status = \($0.rawValue)" }
        let first = request.filters["from"].flatMap { Day($0) }
        let page =
            try first.map { try since(zone.instant(of: $0), query, db) } ?? query.fetch(Appointment.self, request, db)
        let names = try AppointmentNames(page.items, db)
        return page.map { AppointmentView($0, names) }
    }

    /// `from` and `to` are days in Viet Nam, both included; an appointment that reaches into them counts.
    private func filterDays(_ query: inout PagedQuery) throws {
        let zone = LocalZone.vietNam
        // What it asks for stands in `since`.
        try query.filter(request, "from", Day.self) { _ in "1" }
        try query.filter(request, "to", Day.self) { "appointment.startsAt < \(zone.instant(of: $0.adding(days: 1)))" }
    }
}

extension AppointmentList {
    /// What does not recur and has not ended by then, and the series that come again later. Each is found by an index of its
    /// own and no further than the page goes; an OR would have all that is to come read and sorted.
    private func since(_ start: Instant, _ query: PagedQuery, _ db: Database) throws -> Page<Appointment> {
        var (single, series) = (query, query)
        single.filter(
            """
            appointment.seriesEnd IS NULL AND appointment.endsAt > \(start)
              AND appointment.startsAt >= \(start.adding(.zero - Appointment.longest))
            """)
        series.filter("appointment.id IN (SELECT id FROM appointment WHERE seriesEnd > \(start))")
        let pages = try [single, series].map { try $0.fetch(Appointment.self, request, db) }
        let all = pages.flatMap(\.items).sorted {
            let isBefore = ($0.startsAt, $0.id) < ($1.startsAt, $1.id)
            return isBefore != request.isDescending
        }
        let items = Array(all.prefix(request.limit))
        guard let last = items.last, all.count > items.count || pages.contains(where: { $0.next != nil }) else {
            return Page(items: items, next: nil)
        }
        let sort = (request.isDescending ? "-" : "") + "startsAt"
        return Page(
            items: items, next: Cursor(sort: sort, value: .integer(last.startsAt.milliseconds), id: last.id))
    }
}

/// One appointment within the person's scope.
struct AppointmentByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> AppointmentView {
        try person.require(.appointments, .view)
        let appointment = try RowScope(person, .appointment).fetch(Appointment.self, id, db)
        return AppointmentView(appointment, try AppointmentNames([appointment], db))
    }
}

/// An appointment as people see it.
struct AppointmentView: Sendable {
    var state: AppointmentState
    var version: EventSequence
    var isForced: Bool
    /// It takes nobody's time.
    var isFree: Bool
    var cancelReason: String?
    var customerName: String?
    var contactName: String?
    var opportunityName: String?
    /// In the order of `employeeIds`; empty for one who is not known.
    var employeeNames: [String]
    var roomName: String?

    init(_ appointment: Appointment, _ names: AppointmentNames) {
        (state, version) = (appointment.published, appointment.sequence)
        (isForced, isFree, cancelReason) = (appointment.isForced, appointment.isFree, appointment.cancelReason)
        customerName = appointment.customerId.flatMap { names.customers[$0] }
        contactName = appointment.contactId.flatMap { names.contacts[$0] }
        opportunityName = appointment.opportunityId.flatMap { names.opportunities[$0] }
        employeeNames = appointment.employeeIds.map { names.employees[$0] ?? "" }
        roomName = appointment.roomId.flatMap { names.rooms[$0] }
    }
}

/// The names of whom a page of appointments is about, in a few queries.
struct AppointmentNames {
    var customers: [EntityID: String]
    var contacts: [EntityID: String]
    var employees: [EntityID: String]
    var rooms: [EntityID: String]
    var opportunities: [EntityID: String]

    init(_ page: [Appointment], _ db: Database) throws {
        customers = try NameTable.customers(page.compactMap(\.customerId), db)
        contacts = try NameTable.contacts(page.compactMap(\.contactId), db)
        employees = try NameTable.employees(page.flatMap(\.employeeIds), db)
        rooms = try NameTable.rooms(page.compactMap(\.roomId), db)
        opportunities = try NameTable.opportunities(page.compactMap(\.opportunityId), db)
    }
}
