import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What was done for an opportunity and is to be, newest first (PIP-3): what the person may see of appointments and activities.
struct OpportunityLog {
    var id: EntityID
    var request: ListRequest
    var now: Instant
    var person: Person

    struct Line: Encodable, Sendable {
        var kind: OpportunityLogEntry.Kind
        var id: EntityID
        var activityKind: ActivityKind?
        var startsAt: Instant
        var endsAt: Instant
        var title: String
        var status: OpportunityLogEntry.Status
        var recurs: Bool
        var outcome: Outcome?
        var notes: String?
        var employeeIds: [EntityID]
        /// In their order; empty for one who is not known.
        var employeeNames: [String]
        var customerCame: Bool?

        fileprivate init(_ entry: OpportunityLogEntry, _ names: [EntityID: String]) {
            (kind, id, activityKind) = (entry.kind, entry.id, entry.activityKind)
            (startsAt, endsAt, title) = (entry.startsAt, entry.endsAt, entry.title)
            (status, recurs, outcome, notes) = (entry.status, entry.recurs, entry.outcome, entry.notes)
            (employeeIds, customerCame) = (entry.employeeIds, entry.customerCame)
            employeeNames = entry.employeeIds.map { names[$0] ?? "" }
        }
    }

    struct Result: Encodable, Sendable {
        var items: [Line]
        var next: ServiceKit.Cursor?
        /// Meetings that took place.
        var meetings: Int
        var lastMeeting: Line?
        /// The first of what is planned from now on.
        var nextActivity: Line?
    }

    func fetch(_ db: Database) throws -> Result {
        try RowScope(person, .opportunity).check(id, db)
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("startsAt", true) }
        var query = PagedQuery(
            "opportunityLogEntry", sorts: ["startsAt": "opportunityLogEntry.startsAt"], defaultSort: "startsAt")
        query.filter(shown)
        try query.filter(request, "status", OpportunityLogEntry.Status.self) {
            "opportunityLogEntry.status = \($0.rawValue)"
        }
        try query.filter(request, "kind", OpportunityLogEntry.Kind.self) {
            "opportunityLogEntry.kind = \($0.rawValue)"
        }
        let page = try query.fetch(OpportunityLogEntry.self, request, db)
        let last = try first("status = 'done' AND isMeeting ORDER BY startsAt DESC, id DESC", db)
        let next = try first("status = 'planned' AND (recurs OR endsAt >= \(now)) ORDER BY startsAt, id", db)
        let beside = [last, next].compactMap(\.self)
        let names = try EmployeeCopy.names(Set((page.items + beside).flatMap(\.employeeIds)), db)
        let count: SQLRequest<Int> = """
            SELECT count(*) FROM opportunityLogEntry WHERE \(shown) AND status = 'done' AND isMeeting
            """
        return Result(
            items: page.items.map { Line($0, names) }, next: page.next, meetings: try count.fetchOne(db) ?? 0,
            lastMeeting: last.map { Line($0, names) }, nextActivity: next.map { Line($0, names) })
    }

    private var shown: SQL {
        let kinds = OpportunityLogEntry.Kind.allCases.filter { person.permissions.scope($0.function, .view) != nil }
        return """
            opportunityLogEntry.opportunityId = \(id) AND opportunityLogEntry.kind IN \(kinds.map(\.rawValue))
            """
    }

    private func first(_ condition: SQL, _ db: Database) throws -> OpportunityLogEntry? {
        let request: SQLRequest<OpportunityLogEntry> = """
            SELECT * FROM opportunityLogEntry WHERE \(shown) AND \(condition) LIMIT 1
            """
        return try request.fetchOne(db)
    }
}

extension EmployeeCopy {
    fileprivate static func names(_ ids: Set<EntityID>, _ db: Database) throws -> [EntityID: String] {
        let copies = try fetchAll(db, keys: ids)
        return Dictionary(uniqueKeysWithValues: copies.map { ($0.id, $0.name) })
    }
}
