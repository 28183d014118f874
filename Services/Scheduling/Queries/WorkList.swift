import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Work lists (SCH-9): what is to be done, overdue, waits for others, is done, of activities and appointments within the
/// person's scope. The caller's own where no employee, team or customer is named.
struct WorkList {
    enum Name: String, Sendable, CaseIterable {
        case toDo = "to-do"
        case overdue, waiting, done
    }

    var request: ListRequest
    var person: Person
    var now: Instant
    /// More are not counted.
    static let mostCounted = 1000

    struct Counts: Encodable, Sendable {
        var toDo: Int
        /// Of what is to do, what is due before midnight in Viet Nam.
        var dueToday: Int
        var overdue: Int
        var waiting: Int
        var done: Int
        var most: Int
    }

    func fetch(_ db: Database) throws -> Page<WorkLine> {
        // What is no list is refused by the filter.
        let query = try query(request.filters["list"].flatMap { Name(rawValue: $0) } ?? .toDo, db)
        let page = try query.fetch(WorkItem.self, request, db)
        let records = try WorkRecords(page.items, db)
        return page.map { WorkLine($0, records, now) }
    }

    func counts(_ db: Database) throws -> Counts {
        func count(_ name: Name, dueBefore: Instant? = nil) throws -> Int {
            var query = try query(name, db)
            if let dueBefore { query.filter("workItem.at < \(dueBefore)") }
            return try query.count(request, atMost: Self.mostCounted, db)
        }
        let zone = LocalZone.vietNam
        return try Counts(
            toDo: count(.toDo),
            dueToday: count(.toDo, dueBefore: zone.instant(of: zone.day(of: now).adding(days: 1))),
            overdue: count(.overdue), waiting: count(.waiting), done: count(.done), most: Self.mostCounted)
    }

    private func query(_ name: Name, _ db: Database) throws -> PagedQuery {
        try person.require(.activities, .view)
        var query = PagedQuery(
            "workItem",
            sorts: ["due": "workItem.at", "priority": "workItem.priorityRank * 100000000000000 + workItem.at"],
            defaultSort: "due")
        try query.filter(request, "list", Name.self) { _ in "1" }
        query.filter(condition(name))
        try filterWhose(&query)
        query.filter(reach)
        let zone = LocalZone.vietNam
        try query.filter(request, "from", Day.self) { "workItem.at >= \(zone.instant(of: $0))" }
        try query.filter(request, "to", Day.self) { "workItem.at < \(zone.instant(of: $0.adding(days: 1)))" }
        try query.filter(request, "type", WorkItem.Kind.self) { "workItem.type = \($0.rawValue)" }
        try query.filter(request, "kind", ActivityKind.self) {
            "workItem.itemId IN (SELECT id FROM activity a WHERE a.id = workItem.itemId AND a.kind = \($0.rawValue))"
        }
        try query.filter(request, "priority", ActivityPriority.self) {
            "workItem.priorityRank = \(ActivityPriority.allCases.firstIndex(of: $0))"
        }
        return query
    }

    private func condition(_ name: Name) -> SQL {
        switch name {
        case .toDo: "workItem.state = 'to-do' AND workItem.at >= \(now)"
        case .overdue: "workItem.state = 'to-do' AND workItem.at < \(now)"
        case .waiting: "workItem.state = 'waiting'"
        case .done: "workItem.state = 'done'"
        }
    }

    private func filterWhose(_ query: inout PagedQuery) throws {
        try query.filter(request, "employee") { text in
            if text == "any" { return "1" }
            return EntityID(text).map { "workItem.employeeId = \($0)" }
        }
        try query.filter(request, "team", EntityID.self) { id in
            """
            workItem.employeeId IN (SELECT member.employeeId FROM employeeTeam member JOIN team ON team.code = member.team
              WHERE team.id = \(id))
            """
        }
        try query.filter(request, "customer", EntityID.self) { "workItem.customerId = \($0)" }
        let isNamed = ["employee", "team", "customer"].contains { request.filters[$0] != nil }
        guard !isNamed, let employee = person.employee else { return }
        query.filter("workItem.employeeId = \(employee)")
    }

    /// Each record by the person's right to its kind, with the words that are looked for.
    private var reach: SQL {
        let words: SQL =
            request.search.map { "fold(r.title) LIKE \("%" + TextFolding.fold($0.trimmed) + "%")" } ?? "1"
        return """
            CASE workItem.type
              WHEN 'activity' THEN EXISTS (SELECT 1 FROM activity r WHERE r.id = workItem.itemId AND \(words)
                AND \(RowScope(person, .activity).condition("r")))
              ELSE EXISTS (SELECT 1 FROM appointment r WHERE r.id = workItem.itemId AND \(words)
                AND \(RowScope(person, .appointment).condition("r"))) END
            """
    }
}

/// One line of a work list: what one employee has to do.
struct WorkLine: Encodable, Sendable {
    /// Of the activity or appointment.
    var id: EntityID
    var type: WorkItem.Kind
    var list: String
    var employeeId: EntityID
    var employeeName: String?
    var title: String
    var kind: ActivityKind?
    var priority: ActivityPriority?
    var customerId: EntityID?
    var customerName: String?
    var startsAt: Instant?
    var endsAt: Instant?
    var plannedOn: Day?
    var deadline: Instant?
    var dueAt: Instant?
    var doneAt: Instant?
    var teamId: EntityID?
    /// It waits for an earlier step of its chain.
    var isHeld: Bool?
    /// How many obligatory items of the checklist are open.
    var openItems: Int?
    var version: EventSequence?

    init(_ item: WorkItem, _ records: WorkRecords, _ now: Instant) {
        (id, type, employeeId) = (item.itemId, item.type, item.employeeId)
        employeeName = records.employees[item.employeeId]
        customerId = item.customerId
        customerName = item.customerId.flatMap { records.customers[$0] }
        let isOverdue = item.state == .toDo && item.at < now
        list = (isOverdue ? .overdue : WorkList.Name(rawValue: item.state.rawValue) ?? .toDo).rawValue
        if item.state == .done { doneAt = item.at } else if item.at != WorkItem.never { dueAt = item.at }
        title = ""
        if let activity = records.activities[item.itemId] {
            (title, kind, priority) = (activity.title, activity.kind, activity.priority)
            (startsAt, endsAt) = (activity.sessions.first?.startsAt, activity.sessions.last?.endsAt)
            (plannedOn, deadline, teamId) = (activity.plannedOn, activity.deadline, activity.teamId)
            isHeld = activity.isHeld ? true : nil
            openItems = activity.checklist.filter { $0.isObligatory && $0.doneAt == nil }.count
            version = activity.sequence
        } else if let appointment = records.appointments[item.itemId] {
            (title, startsAt, endsAt) = (appointment.title, appointment.startsAt, appointment.endsAt)
            version = appointment.sequence
        }
    }
}

/// What a page of work is about, in four queries.
struct WorkRecords {
    var activities: [EntityID: Activity]
    var appointments: [EntityID: Appointment]
    var customers: [EntityID: String]
    var employees: [EntityID: String]

    init(_ page: [WorkItem], _ db: Database) throws {
        func ids(_ type: WorkItem.Kind) -> Set<EntityID> { Set(page.filter { $0.type == type }.map(\.itemId)) }
        activities = try Activity.fetchAll(db, keys: ids(.activity)).reduce(into: [:]) { $0[$1.id] = $1 }
        appointments = try Appointment.fetchAll(db, keys: ids(.appointment)).reduce(into: [:]) { $0[$1.id] = $1 }
        customers = try NameTable.customers(page.compactMap(\.customerId), db)
        employees = try NameTable.employees(page.map(\.employeeId), db)
    }
}
