import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// The catalogue of budget items: for everybody who may see catalogues.
struct BudgetItemList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<BudgetItemView> {
        try person.require(.catalogues, .view)
        var query = PagedQuery(
            "budgetItem", sorts: ["code": "budgetItem.foldedCode", "name": "budgetItem.foldedName"],
            defaultSort: "code")
        if let search = request.search {
            let pattern = "%" + BudgetItem.folded(search) + "%"
            query.filter("budgetItem.foldedName LIKE \(pattern) OR budgetItem.foldedCode LIKE \(pattern)")
        }
        try query.filter(request, "active", Bool.self) { $0 ? "budgetItem.isActive" : "NOT budgetItem.isActive" }
        return try query.fetch(BudgetItem.self, request, db).map {
            BudgetItemView(state: $0.published, version: $0.sequence)
        }
    }
}

struct BudgetItemByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> BudgetItemView {
        try person.require(.catalogues, .view)
        guard let item = try BudgetItem.fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: "budget-item", id: id.description)
        }
        return BudgetItemView(state: item.published, version: item.sequence)
    }
}

struct BudgetItemView: Sendable {
    var state: BudgetItemState
    var version: EventSequence
}

/// Plans within the person's scope, by status and the days that they reach into.
struct PlanList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<PlanView> {
        try person.require(.plans, .view)
        var query = PagedQuery(
            "plan", sorts: ["periodFrom": "plan.periodFrom", "name": "fold(plan.name)"], defaultSort: "periodFrom")
        try query.filter(within: RowScope(person, .plan), request)
        if let search = request.search {
            query.filter("fold(plan.name) LIKE \("%" + TextFolding.fold(search.trimmed) + "%")")
        }
        try query.filter(request, "from", Day.self) { "plan.periodTo >= \($0.description)" }
        try query.filter(request, "to", Day.self) { "plan.periodFrom <= \($0.description)" }
        try query.filter(request, "status", PlanStatus.self) { "plan.status = \($0.rawValue)" }
        try query.filter(request, "responsible", EntityID.self) { "plan.responsibleId = \($0)" }
        let page = try query.fetch(ActivityPlan.self, request, db)
        let steps = try PlanSteps(of: page.items, by: person, db)
        return page.map { PlanView($0, steps) }
    }
}

/// A plan as lists show it.
struct PlanView: Sendable {
    var state: PlanState
    var version: EventSequence
    /// The steps that the status allows and that who asks may take.
    var nextSteps: [PlanStep]

    init(_ plan: ActivityPlan, _ steps: PlanSteps) {
        (state, version, nextSteps) = (plan.published, plan.sequence, steps.next(plan))
    }
}

/// Which steps of some plans a person may take, found in two queries for all of them.
struct PlanSteps {
    private let account: EntityID
    private let reached: [Action: Set<EntityID>]

    init(of plans: [ActivityPlan], by person: Person, _ db: Database) throws {
        account = person.account
        let ids = plans.map(\.id)
        var reached: [Action: Set<EntityID>] = [:]
        for action in Set(PlanStep.allCases.map(\.action)) {
            let request: SQLRequest<EntityID> = """
                SELECT plan.id FROM plan WHERE plan.id IN \(ids) AND \(RowScope(person, .plan, action).condition("plan"))
                """
            reached[action] = Set(try request.fetchAll(db))
        }
        self.reached = reached
    }

    /// Nobody approves what they submitted.
    func next(_ plan: ActivityPlan) -> [PlanStep] {
        plan.nextSteps.filter { step in
            reached[step.action]?.contains(plan.id) == true && !(step == .approve && plan.submittedBy == account)
        }
    }
}

/// One plan with its budget as it is now, and the hash that an approver names. Whoever may see the plan sees what it sums.
struct PlanByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> PlanDetails {
        try person.require(.plans, .view)
        let plan = try RowScope(person, .plan).fetch(ActivityPlan.self, id, db)
        let content = try plan.content(db)
        return PlanDetails(
            view: PlanView(plan, try PlanSteps(of: [plan], by: person, db)), contentHash: try content.hash(),
            activities: content.lines.count,
            cut: try Activity.filter(Column("planId") == id && Column("isCut")).fetchCount(db), sums: content.sums,
            totals: content.totals, names: try content.names(db))
    }
}

struct PlanDetails: Sendable {
    var view: PlanView
    var contentHash: String
    var activities: Int
    var cut: Int
    var sums: [PlanContent.Sum]
    var totals: [Amount]
    /// By ids and codes.
    var names: [String: String]
}

/// All lines of a plan as they are now, as an approver reads them before naming the hash; or as they were approved once.
struct PlanContentView {
    var id: EntityID
    /// The number of an approval; what is there now where it is left out.
    var version: Int?
    var person: Person

    struct Result: Encodable, Sendable {
        var contentHash: String
        /// Of what was approved, when and by which account.
        var number: Int?
        var approvedAt: Instant?
        var account: EntityID?
        var accountName: String?
        var note: String?
        var content: PlanContent
        var sums: [PlanContent.Sum]
        var totals: [Amount]
        /// Of employees, customers and budget items, by ids and codes.
        var names: [String: String]
        /// Of what is there now: what became of the activities since the last approval.
        var changes: [PlanContent.Change]?
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.plans, .view)
        let plan = try RowScope(person, .plan).fetch(ActivityPlan.self, id, db)
        guard let version else {
            let content = try plan.content(db)
            let approved = try plan.approval.flatMap { approval in
                try PlanVersion.filter(Column("planId") == id && Column("number") == approval.number).fetchOne(db)
            }
            return Result(
                contentHash: try content.hash(), content: content, sums: content.sums, totals: content.totals,
                names: try content.names(db), changes: approved.map { content.changes(since: $0.content) })
        }
        let found = try PlanVersion.filter(Column("planId") == id && Column("number") == version).fetchOne(db)
        guard let found else { throw CommonError.notFound(entity: "plan-version", id: String(version)) }
        return Result(
            contentHash: found.contentHash, number: found.number, approvedAt: found.approvedAt, account: found.account,
            accountName: try AccountNames.of([found.account], db)[found.account], note: found.note,
            content: found.content, sums: found.content.sums, totals: found.content.totals,
            names: try found.content.names(db))
    }
}

/// What was approved of a plan, the newest first; at most 1,000, without their contents.
struct PlanVersionList {
    var id: EntityID
    var person: Person

    struct Line: Codable, FetchableRecord, Sendable {
        var number: Int
        var contentHash: String
        var approvedAt: Instant
        var account: EntityID
        var note: String?
    }

    func fetch(_ db: Database) throws -> [NamedLine<Line>] {
        try person.require(.plans, .view)
        try RowScope(person, .plan).check(id, db)
        let lines = try Line.fetchAll(
            db,
            sql: """
                SELECT number, contentHash, approvedAt, account, note FROM planVersion WHERE planId = ?
                ORDER BY number DESC LIMIT 1000
                """, arguments: [id])
        return try AccountNames.beside(lines, { $0.account }, db)
    }
}

/// The steps of a plan's life, oldest first; at most 1,000.
struct PlanHistory {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<PlanStepRow>] {
        try person.require(.plans, .view)
        try RowScope(person, .plan).check(id, db)
        let steps = try PlanStepRow.filter(Column("planId") == id).order(Column("number")).limit(1000).fetchAll(db)
        return try AccountNames.beside(steps, { $0.account }, db)
    }
}

/// A diary entry with all that was written before it, the newest first; at most 1,000.
struct DiaryHistory {
    var entity: OwnedEntity
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<DiaryRevision>] {
        try person.require(entity.function, .view)
        try RowScope(person, entity).check(id, db)
        let revisions = try DiaryRevision.filter(Column("recordId") == id).order(Column("number").desc).limit(1000)
            .fetchAll(db)
        return try AccountNames.beside(revisions, \.account, db)
    }
}
