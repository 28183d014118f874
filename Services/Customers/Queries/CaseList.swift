import GRDB
import Messages
import ServiceKit
import Store

/// A person's cases, of one customer or all, the newest first (CUS-11).
struct CaseList {
    var customerId: EntityID?
    var person: Person
    var request: ListRequest
    var now: Instant

    func fetch(_ db: Database) throws -> Page<CaseResponse> {
        try person.require(.cases, .view)
        if let customerId { _ = try VisibleCustomer(person: person).fetch(customerId, db) }
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("opened", true) }
        var query = PagedQuery(
            "supportCase",
            sorts: [
                "opened": "supportCase.openedAt", "due": "supportCase.solutionDueAt", "number": "supportCase.number",
                "priority": "supportCase.priorityRank", "queue": WaitingCases.place,
            ], defaultSort: "opened")
        try query.filter(within: RowScope(person, .supportCase), request)
        if let customerId { query.filter("supportCase.customerId = \(customerId)") }
        try addChoices(to: &query)
        try addRecords(to: &query)
        try addTimes(to: &query)
        if let search = request.search { query.filter(SearchIndex.condition("supportCase", search)) }
        return try query.fetch(SupportCase.self, request, db).map { CaseResponse($0, at: now) }
    }

    private func addChoices(to query: inout PagedQuery) throws {
        try query.filter(request, "status") { Self.several($0, CaseStatus.self, "status") }
        try query.filter(request, "kind") { Self.several($0, CaseKind.self, "kind") }
        try query.filter(request, "priority") { Self.several($0, ActivityPriority.self, "priority") }
        try query.filter(request, "warranty", Bool.self) { "supportCase.isUnderWarranty = \($0)" }
        try query.filter(request, "overdue", Overdue.self) { overdue in
            switch overdue {
            case .answer: Self.answerIsOverdue(at: now)
            case .solution: Self.solutionIsOverdue(at: now)
            case .either: "\(Self.answerIsOverdue(at: now)) OR \(Self.solutionIsOverdue(at: now))"
            case .neither: "NOT (\(Self.answerIsOverdue(at: now)) OR \(Self.solutionIsOverdue(at: now)))"
            }
        }
    }

    private enum Overdue: String, CaseIterable {
        case answer, solution
        case either = "true"
        case neither = "false"
    }

    private func addRecords(to query: inout PagedQuery) throws {
        // Of one customer's the path says whose they are.
        if customerId == nil {
            try query.filter(request, "customer", EntityID.self) { "supportCase.customerId = \($0)" }
        }
        try query.filter(request, "product", EntityID.self) { "supportCase.productId = \($0)" }
        try query.filter(request, "contract", EntityID.self) { "supportCase.serviceContractId = \($0)" }
        for (name, column) in [("assigned", "assignedToId"), ("team", "teamId")] {
            let column = SQL(sql: "supportCase.\(column)")
            try query.filter(request, name) { value in
                value == "none" ? "\(column) IS NULL" : EntityID(value).map { "\(column) = \($0)" }
            }
        }
    }

    /// Whole days in Viet Nam, both included.
    private func addTimes(to query: inout PagedQuery) throws {
        for (from, to, column) in [("from", "to", "openedAt"), ("dueFrom", "dueTo", "solutionDueAt")] {
            let column = SQL(sql: "supportCase.\(column)")
            try query.filter(request, from, Day.self) { "\(column) >= \(LocalZone.vietNam.instant(of: $0))" }
            try query.filter(request, to, Day.self) {
                "\(column) < \(LocalZone.vietNam.instant(of: $0.adding(days: 1)))"
            }
        }
    }

    /// One or several with commas between.
    private static func several<E: RawRepresentable>(_ value: String, _ type: E.Type, _ column: String) -> SQL?
    where E.RawValue == String {
        let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ E(rawValue: $0) != nil }) else { return nil }
        return "\(SQL(sql: "supportCase.\(column)")) IN \(names)"
    }

    // MARK: Overdue, as `SupportCase` says it

    private static let isOpen: SQL = "supportCase.status NOT IN ('resolved', 'closed')"

    static func answerIsOverdue(at now: Instant) -> SQL {
        "(\(isOpen) AND supportCase.firstAnsweredAt IS NULL AND supportCase.firstAnswerDueAt < \(now))"
    }

    static func solutionIsOverdue(at now: Instant) -> SQL {
        "(\(isOpen) AND supportCase.solutionDueAt < \(now))"
    }
}
