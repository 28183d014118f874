import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

extension BudgetItem: EntityRecord {
    static let databaseTableName = "budgetItem"
    var published: BudgetItemState { BudgetItemState(id: id, code: code, name: name, isActive: isActive) }

    /// The one whose code or name is written like that.
    static func find(_ text: String, _ db: Database) throws -> BudgetItem? {
        let folded = folded(text)
        return try fetchOne(
            db, sql: "SELECT * FROM budgetItem WHERE foldedCode = ?1 OR foldedName = ?1 ORDER BY foldedCode != ?1",
            arguments: [folded])
    }
}

extension ActivityPlan: EntityRecord {
    static let databaseTableName = "plan"
    var published: PlanState {
        PlanState(
            id: id, name: name, description: description, periodFrom: periodFrom, periodTo: periodTo, status: status,
            remarks: remarks, approval: approval, ownership: ownership, submission: submission)
    }

    /// The plan with its activities as they are now.
    func content(_ db: Database) throws -> PlanContent {
        PlanContent(self, try Activity.filter(Column("planId") == id).fetchAll(db))
    }
}

/// What was approved of a plan, as it was then.
struct PlanVersion: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "planVersion"
    var planId: EntityID
    var number: Int
    var contentHash: String
    var approvedAt: Instant
    var account: EntityID
    var note: String?
    var content: PlanContent
}

/// One step of a plan's life: who took it, when, with what remark.
struct PlanStepRow: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "planStep"
    var planId: EntityID
    var number: Int
    var step: PlanStep
    var fromStatus: PlanStatus
    var toStatus: PlanStatus
    var note: String?
    var account: EntityID
    var at: Instant
}

extension Transaction {
    func keepStep(_ step: PlanStep, of plan: ActivityPlan, from old: ActivityPlan, note: String?, by person: Person)
        throws
    {
        let number =
            try Int.fetchOne(
                db, sql: "SELECT max(number) FROM planStep WHERE planId = ?", arguments: [plan.id]) ?? 0
        try PlanStepRow(
            planId: plan.id, number: number + 1, step: step, fromStatus: old.status, toStatus: plan.status, note: note,
            account: person.account, at: now
        ).insert(db)
    }

    /// Keeps what was approved just now, and its costs for reports in place of those approved before.
    func keepApproval(_ content: PlanContent, _ approval: PlanApproval, note: String?, by person: Person) throws {
        try PlanVersion(
            planId: content.planId, number: approval.number, contentHash: approval.contentHash,
            approvedAt: approval.approvedAt, account: person.account, note: note, content: content
        ).insert(db)
        try db.execute(sql: "DELETE FROM approvedCost WHERE planId = ?", arguments: [content.planId])
        for line in content.lines {
            for cost in line.plannedCosts {
                try db.execute(
                    sql: """
                        INSERT INTO approvedCost(planId, activityId, item, currency, amount, onDay)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        content.planId, line.activityId, cost.item, cost.amount.currency.code, cost.amount.minorUnits,
                        line.day?.description,
                    ])
            }
        }
    }

    /// What plans demand of an activity that is about to be written: one place, whatever changes it (SCH-7).
    func checkPlanning(_ activity: inout Activity, from old: Activity?) throws {
        if activity.plannedCosts != old?.plannedCosts || activity.planId != old?.planId {
            activity.name(costs: try named(activity, before: old?.plannedCosts ?? []))
        }
        let isScheduled = activity.status == .scheduled && old?.status != .scheduled
        guard let planId = activity.planId else {
            if isScheduled, activity.origin == .plan { throw ActivityError.planNotApproved }
            return
        }
        let plan = try fetch(ActivityPlan.self, planId)
        if isScheduled {
            guard !activity.isCut else { throw ActivityError.cutFromPlan }
            guard plan.status == .approved else { throw ActivityError.planNotApproved }
        }
        guard plan.status == .approved else { return }
        guard let old, old.planId == planId else { throw ActivityError.planApproved }
        guard activity.plannedCosts == old.plannedCosts else { throw ActivityError.planApproved }
        // Sessions of one that is scheduled are moved by whoever attends: that is no longer planning.
        if old.isOpen, activity.isOpen, activity.differsAsPlanned(from: old) { throw ActivityError.planApproved }
    }

    /// Costs under the codes of the catalogue. One that is of no plan may name what is not in it.
    private func named(_ activity: Activity, before: [PlannedCost]) throws -> [PlannedCost] {
        var found: [PlannedCost] = []
        for (index, cost) in activity.plannedCosts.enumerated() {
            let path = "$.plannedCosts[\(index)].item"
            guard let item = try BudgetItem.find(cost.item, db) else {
                guard activity.planId == nil else { throw ActivityError.unknownBudgetItem(path: path) }
                found.append(cost)
                continue
            }
            guard item.isActive || before.contains(where: { $0.item == item.code }) else {
                throw ActivityError.inactiveBudgetItem(path: path)
            }
            let currency = cost.amount.currency
            guard !found.contains(where: { $0.item == item.code && $0.amount.currency == currency }) else {
                throw ActivityError.costTwice(path: path)
            }
            found.append(PlannedCost(item: item.code, amount: cost.amount))
        }
        return found
    }
}
