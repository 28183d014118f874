import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Projects within the person's reach or with them in it.
struct ProjectList {
    var request: ListRequest
    var now: Instant
    var person: Person

    func fetch(_ db: Database) throws -> Page<ProjectView> {
        try person.require(.activities, .view)
        let today = LocalZone.vietNam.day(of: now)
        var query = PagedQuery(
            "project",
            sorts: [
                "code": "project.code", "name": "fold(project.name)", "startsOn": "project.startsOn",
                "endsOn": "coalesce(project.endsOn, '9999-12-31')",
            ], defaultSort: "code")
        try query.filter(within: RowScope(person, .project), request)
        if let search = request.search {
            let pattern = "%" + TextFolding.fold(search.trimmed) + "%"
            query.filter("fold(project.name) LIKE \(pattern) OR fold(project.code) LIKE \(pattern)")
        }
        try query.filter(request, "status", ProjectStatus.self) { "project.status = \($0.rawValue)" }
        try query.filter(request, "responsible", EntityID.self) {
            "project.responsibleId = \($0) OR project.secondResponsibleId = \($0)"
        }
        try query.filter(request, "member", EntityID.self) {
            "project.id IN (SELECT projectId FROM projectEmployee WHERE employeeId = \($0))"
        }
        try query.filter(request, "contract", EntityID.self) {
            "project.id IN (SELECT projectId FROM projectContract WHERE contractId = \($0))"
        }
        try query.filter(request, "customer", EntityID.self) { "project.customerId = \($0)" }
        try query.filter(request, "parent") { text in
            if text == "none" { return "project.parentId IS NULL" }
            return EntityID(text).map { "project.parentId = \($0)" }
        }
        try query.filter(request, "from", Day.self) { "coalesce(project.endsOn, '9999-12-31') >= \($0)" }
        try query.filter(request, "to", Day.self) { "project.startsOn <= \($0)" }
        try query.filter(request, "late", Bool.self) { isLate in
            """
            (project.status NOT IN ('closed', 'cancelled') AND coalesce(project.endsOn, '9999-12-31') < \(today)) = \(isLate)
            """
        }
        let page = try query.fetch(Project.self, request, db)
        let facts = try ProjectFacts(page.items, now, db)
        return page.map { ProjectView($0, facts) }
    }
}

/// One project within the person's reach, with the way to it from the top.
struct ProjectByID {
    var id: EntityID
    var now: Instant
    var person: Person

    func fetch(_ db: Database) throws -> ProjectView {
        try person.require(.activities, .view)
        let project = try RowScope(person, .project).fetch(Project.self, id, db)
        var view = ProjectView(project, try ProjectFacts([project], now, db))
        let scope = RowScope(person, .project)
        view.path = try project.wholes(db).reversed().filter { try scope.reaches($0.id, db) }.map {
            ProjectView.Whole(id: $0.id, code: $0.code, name: $0.name)
        }
        return view
    }
}

/// A project as people see it.
struct ProjectView: Sendable {
    struct Whole: Encodable, Sendable {
        var id: EntityID
        var code: String
        var name: String
    }

    struct Contract: Encodable, Sendable {
        var id: EntityID
        /// Absent where it is not known here.
        var number: String?
        var status: ContractStatus?
        var customerName: String?
    }

    var state: ProjectState
    var version: EventSequence
    var responsibleName: String?
    var customerName: String?
    /// In the order of the members; empty for one who is not known.
    var memberNames: [String]
    /// In the order of `contractIds`.
    var contracts: [Contract]
    var progress: ProjectProgress
    var daysLate: Int?
    var elapsedPercent: Int?
    var subProjects: Int
    var nextCommands: [ProjectCommand]
    /// Those above that the person may see, from the top; only of one project.
    var path: [Whole]?

    fileprivate init(_ project: Project, _ facts: ProjectFacts) {
        (state, version) = (project.published, project.sequence)
        responsibleName = project.responsibleId.flatMap { facts.employees[$0] }
        customerName = project.customerId.flatMap { facts.customers[$0] }
        memberNames = project.members.map { member in
            (member.employeeId.flatMap { facts.employees[$0] } ?? member.contactId.flatMap { facts.contacts[$0] }) ?? ""
        }
        contracts = project.contractIds.map { id in
            let copy = facts.contracts[id]
            return Contract(
                id: id, number: copy?.number, status: copy?.status,
                customerName: copy.flatMap { facts.customers[$0.customerId] })
        }
        progress = facts.progress[project.id] ?? ProjectProgress()
        (daysLate, elapsedPercent) = (project.daysLate(on: facts.today), project.elapsedPercent(on: facts.today))
        (subProjects, nextCommands) = (facts.parts[project.id] ?? 0, project.nextCommands)
    }
}

/// What is beside a page of projects, in a few queries.
private struct ProjectFacts {
    var today: Day
    var employees: [EntityID: String]
    var customers: [EntityID: String]
    var contacts: [EntityID: String]
    var contracts: [EntityID: ContractCopy]
    var progress: [EntityID: ProjectProgress]
    var parts: [EntityID: Int]

    init(_ page: [Project], _ now: Instant, _ db: Database) throws {
        today = LocalZone.vietNam.day(of: now)
        employees = try NameTable.employees(page.flatMap { $0.employeeIds + [$0.responsibleId].compactMap(\.self) }, db)
        let named = try ContractCopy.fetchAll(db, keys: Set(page.flatMap(\.contractIds)))
        contracts = Dictionary(uniqueKeysWithValues: named.map { ($0.id, $0) })
        customers = try NameTable.customers(page.compactMap(\.customerId) + named.map(\.customerId), db)
        contacts = try NameTable.contacts(page.flatMap { $0.members.compactMap(\.contactId) }, db)
        let ids = page.map(\.id)
        progress = try ProjectProgress.of(ids, at: now, db)
        let counts: SQLRequest<Row> = """
            SELECT parentId, count(*) AS parts FROM project WHERE parentId IN \(ids) GROUP BY parentId
            """
        parts = Dictionary(uniqueKeysWithValues: try counts.fetchAll(db).map { ($0["parentId"], $0["parts"]) })
    }
}
