import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Activities within the person's scope, by the day, employee, customer, status, kind, priority.
struct ActivityList {
    var request: ListRequest
    var person: Person
    var now: Instant

    func fetch(_ db: Database) throws -> Page<ActivityView> {
        try person.require(.activities, .view)
        var query = PagedQuery(
            "activity",
            sorts: ["startsAt": "coalesce(activity.firstStart, \(Int64.max))", "title": "fold(activity.title)"],
            defaultSort: "startsAt")
        try query.filter(within: RowScope(person, .activity), request)
        if let search = request.search {
            query.filter("fold(activity.title) LIKE \("%" + TextFolding.fold(search.trimmed) + "%")")
        }
        let zone = LocalZone.vietNam
        try query.filter(request, "from", Day.self) {
            "(activity.lastEnd > \(zone.instant(of: $0)) OR (activity.lastEnd IS NULL AND activity.recurrence IS NOT NULL))"
        }
        try query.filter(request, "to", Day.self) { "activity.firstStart < \(zone.instant(of: $0.adding(days: 1)))" }
        try query.filter(request, "employee", EntityID.self) {
            "activity.id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \($0))"
        }
        try query.filter(request, "customer", EntityID.self) { "activity.customerId = \($0)" }
        try query.filter(request, "project", EntityID.self) { "activity.projectId = \($0)" }
        try query.filter(request, "opportunity", EntityID.self) { "activity.opportunityId = \($0)" }
        try query.filter(request, "contract", EntityID.self) { "activity.contractId = \($0)" }
        try query.filter(request, "case", EntityID.self) { "activity.caseId = \($0)" }
        try query.filter(request, "status", ActivityStatus.self) { "activity.status = \($0.rawValue)" }
        try query.filter(request, "kind", ActivityKind.self) { "activity.kind = \($0.rawValue)" }
        try query.filter(request, "priority", ActivityPriority.self) { "activity.priority = \($0.rawValue)" }
        try filterPlanning(&query)
        let page = try query.fetch(Activity.self, request, db)
        let names = try ActivityNames(page.items, db)
        return page.map { ActivityView($0, names) }
    }
}

extension ActivityList {
    /// By plan and mark, campaign, and whether the diary was written. It is `missing` of what is over, by its last end or
    /// else its deadline, unless it was cancelled or all its sessions have their outcome. Of a call that was made, what was
    /// said of it is its diary.
    private func filterPlanning(_ query: inout PagedQuery) throws {
        try query.filter(request, "plan", EntityID.self) { "activity.planId = \($0)" }
        try query.filter(request, "campaign", EntityID.self) { "activity.campaignId = \($0)" }
        try query.filter(request, "cut", Bool.self) { $0 ? "activity.isCut" : "NOT activity.isCut" }
        let hasOutcomes: SQL = """
            (activity.diary IS NOT NULL OR (activity.status = 'done' AND activity.call IS NOT NULL)
              OR (activity.appointmentIds != '[]' AND NOT EXISTS (
              SELECT 1 FROM activityAppointment link JOIN appointment ON appointment.id = link.appointmentId
              WHERE link.activityId = activity.id AND appointment.status = 'scheduled')))
            """
        try query.filter(request, "diary", DiaryFilter.self) { diary in
            switch diary {
            case .written: hasOutcomes
            case .missing:
                """
                activity.diary IS NULL AND activity.status != 'cancelled' AND NOT activity.isCut AND NOT \(hasOutcomes)
                AND coalesce(activity.lastEnd, activity.deadline) <= \(now)
                """
            }
        }
    }

    private enum DiaryFilter: String, CaseIterable { case written, missing }
}

/// One activity within the person's scope.
struct ActivityByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> ActivityView {
        try person.require(.activities, .view)
        let activity = try RowScope(person, .activity).fetch(Activity.self, id, db)
        return ActivityView(activity, try ActivityNames([activity], db))
    }
}

/// An activity as people see it.
struct ActivityView: Sendable {
    var state: ActivityState
    var version: EventSequence
    var cancelReason: String?
    var cutReason: String?
    var customerName: String?
    var opportunityName: String?
    var contractNumber: String?
    /// Its number and title.
    var caseName: String?
    /// In the order of `employeeIds`; empty for one who is not known.
    var employeeNames: [String]

    fileprivate init(_ activity: Activity, _ names: ActivityNames) {
        (state, version, cancelReason) = (activity.published, activity.sequence, activity.cancelReason)
        cutReason = activity.cutReason
        customerName = activity.customerId.flatMap { names.customers[$0] }
        opportunityName = activity.opportunityId.flatMap { names.opportunities[$0] }
        contractNumber = activity.contractId.flatMap { names.contracts[$0] }
        caseName = activity.caseId.flatMap { names.cases[$0] }
        employeeNames = activity.employeeIds.map { names.employees[$0] ?? "" }
    }
}

private struct ActivityNames {
    var customers: [EntityID: String]
    var employees: [EntityID: String]
    var opportunities: [EntityID: String]
    var contracts: [EntityID: String]
    var cases: [EntityID: String]

    init(_ page: [Activity], _ db: Database) throws {
        customers = try NameTable.customers(page.compactMap(\.customerId), db)
        employees = try NameTable.employees(page.flatMap(\.employeeIds), db)
        opportunities = try NameTable.opportunities(page.compactMap(\.opportunityId), db)
        contracts = try NameTable.contracts(page.compactMap(\.contractId), db)
        cases = try NameTable.cases(page.compactMap(\.caseId), db)
    }
}
