import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Calls within the person's scope (SCH-9): whom, when, how long, made or forgotten.
struct CallList {
    var request: ListRequest
    var person: Person
    var now: Instant

    struct Line: Encodable, Sendable {
        var id: EntityID
        var version: EventSequence
        var title: String
        var state: CallState
        var priority: ActivityPriority
        var customerId: EntityID?
        var customerName: String?
        var contactId: EntityID?
        var contactName: String?
        /// The contact's, else the customer's; for who makes the call and who may see the customer.
        var phone: String?
        var employeeIds: [EntityID]
        var employeeNames: [String]
        var startsAt: Instant?
        var plannedOn: Day?
        var plannedMinutes: Int?
        var deadline: Instant?
        var call: MadeCall?
    }

    private var today: Instant { LocalZone.vietNam.instant(of: LocalZone.vietNam.day(of: now)) }

    func fetch(_ db: Database) throws -> Page<Line> {
        try person.require(.activities, .view)
        // As the index on calls says.
        var query = PagedQuery(
            "activity", sorts: ["startsAt": "coalesce(activity.firstStart, 99999999999999)"], defaultSort: "startsAt")
        query.filter("activity.kind = 'call'")
        query.filter(RowScope(person, .activity).condition("activity"))
        if let search = request.search {
            query.filter("fold(activity.title) LIKE \("%" + TextFolding.fold(search.trimmed) + "%")")
        }
        let zone = LocalZone.vietNam
        try query.filter(request, "from", Day.self) {
            "coalesce(activity.firstStart, 99999999999999) >= \(zone.instant(of: $0))"
        }
        try query.filter(request, "to", Day.self) {
            "coalesce(activity.firstStart, 99999999999999) < \(zone.instant(of: $0.adding(days: 1)))"
        }
        try query.filter(request, "employee", EntityID.self) {
            "activity.id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \($0))"
        }
        try query.filter(request, "customer", EntityID.self) { "activity.customerId = \($0)" }
        try query.filter(request, "state", CallState.self, condition)
        let page = try query.fetch(Activity.self, request, db)
        return try lines(page, db)
    }

    private func condition(_ state: CallState) -> SQL {
        let isPast: SQL = "coalesce(activity.lastEnd, activity.deadline, 99999999999999) <= \(today)"
        return switch state {
        case .made: "activity.status = 'done'"
        case .cancelled: "activity.status != 'done' AND NOT \(Activity.isToDoInSQL)"
        case .forgotten: "\(Activity.isToDoInSQL) AND \(isPast)"
        case .planned: "\(Activity.isToDoInSQL) AND NOT \(isPast)"
        }
    }

    private func lines(_ page: Page<Activity>, _ db: Database) throws -> Page<Line> {
        let customers = try CustomerCopy.fetchAll(db, keys: Set(page.items.compactMap(\.customerId)))
            .reduce(into: [EntityID: CustomerCopy]()) { $0[$1.id] = $1 }
        let contacts = try ContactCopy.fetchAll(db, keys: Set(page.items.compactMap(\.contactId)))
            .reduce(into: [EntityID: ContactCopy]()) { $0[$1.id] = $1 }
        let employees = try NameTable.employees(page.items.flatMap(\.employeeIds), db)
        let visible: SQLRequest<EntityID> = """
            SELECT c.id FROM customerCopy c WHERE c.id IN \(Array(customers.keys))
              AND \(RowScope(person, .customer).condition("c"))
            """
        let seen = Set(try visible.fetchAll(db))
        return page.map { activity in
            let contact = activity.contactId.flatMap { contacts[$0] }
            let customer = activity.customerId.flatMap { customers[$0] }
            let mayCall =
                person.employee.map(activity.employeeIds.contains) == true
                || activity.customerId.map(seen.contains) == true
            let session = activity.sessions.first
            return Line(
                id: activity.id, version: activity.sequence, title: activity.title, state: activity.callState(today),
                priority: activity.priority, customerId: activity.customerId, customerName: customer?.name,
                contactId: activity.contactId, contactName: contact?.name,
                phone: mayCall ? contact?.phone ?? customer?.phone : nil, employeeIds: activity.employeeIds,
                employeeNames: activity.employeeIds.map { employees[$0] ?? "" }, startsAt: session?.startsAt,
                plannedOn: activity.plannedOn,
                plannedMinutes: session.map { Int(($0.endsAt.milliseconds - $0.startsAt.milliseconds) / 60_000) },
                deadline: activity.deadline, call: activity.call)
        }
    }
}
