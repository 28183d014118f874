import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Costs planned against actual (SCH-7, SCH-11). Planned is what was approved last of plans, and what activities without a
/// plan name, unless they were cancelled; it counts on an activity's first day, else its deadline's. Actual is what diaries
/// say, on the day when it ended.
struct CostReport {
    enum Grouping: String, CaseIterable, Sendable {
        case item, month, kind, purpose, team, employee, campaign, plan
    }

    struct Line: Encodable, Sendable, Hashable {
        /// The id or code of what it is grouped by, or the month; nothing for what has none.
        var key: String?
        var name: String
        var currency: Currency
        /// In major units with every decimal of the currency.
        var planned: String
        var actual: String
        /// Actual less planned.
        var difference: String

        var fields: [String] { [key ?? "", name, currency.code, planned, actual, difference] }
    }

    /// All that the rows are of, each cost once: by team a row may hold what another one holds too.
    struct Total: Encodable, Sendable, Hashable {
        var currency: Currency
        var planned: String
        var actual: String
        var difference: String
    }

    struct Result: Sendable {
        var rows: [Line]
        var totals: [Total]
        /// There are more rows than are shown.
        var isCut: Bool
    }

    var by = Grouping.item
    /// All days where it is left out; what has no day is in no period.
    var period: CostPeriod?
    var plan: EntityID?
    /// On which activities, appointments and plans, as conditions on the tables of these names.
    var activities: SQL = "1"
    var appointments: SQL = "1"
    var plans: SQL = "1"
    static let mostRows = 5000
    /// What the row is called that holds costs of plans that the person may not see.
    static let otherPlans = "other-plans"

    /// Of what the person may see one by one, that within their scope of reports: a sum tells of its parts.
    static func scoped(to person: Person) throws -> CostReport {
        try person.require(.reports, .view)
        try person.require(.activities, .view)
        func scope(_ entity: OwnedEntity, _ table: String) -> SQL {
            [RowScope(person, entity), RowScope(person, entity, as: .reports)].map { $0.condition(table) }
                .joined(separator: " AND ")
        }
        return CostReport(
            activities: scope(.activity, "activity"), appointments: scope(.appointment, "appointment"),
            plans: RowScope(person, .plan).condition("plan"))
    }

    /// In the order of names, within them of currencies; of more than `mostRows` those with the greatest sums. By team one
    /// employee's costs count in each of their teams.
    func fetch(_ db: Database) throws -> Result {
        let request: SQLRequest<Row> = """
            SELECT \(key) AS key, cost.currency AS currency, \(isOfOtherPlan) AS isOfOtherPlan,
              sum(cost.planned) AS planned, sum(cost.actual) AS actual, max(\(name)) AS name
            FROM (\(costs)) cost \(join) WHERE \(days) AND \(ofPlan) GROUP BY 1, 2, 3
            HAVING sum(cost.planned) != 0 OR sum(cost.actual) != 0
            ORDER BY max(sum(cost.planned), sum(cost.actual)) DESC, 1, 2 LIMIT \(Self.mostRows + 1)
            """
        let rows = try request.fetchAll(db)
        let lines = rows.prefix(Self.mostRows).map(line).sorted {
            ($0.name, $0.currency.code, $0.key ?? "") < ($1.name, $1.currency.code, $1.key ?? "")
        }
        return Result(
            rows: TextFolding.sorted(lines, by: \.name), totals: try totals(db), isCut: rows.count > Self.mostRows)
    }

    private func line(_ row: Row) -> Line {
        let (planned, actual, difference) = Self.amounts(row)
        let isOfOtherPlan: Bool = row["isOfOtherPlan"]
        let key: String? = keyIsID ? (row["key"] as EntityID?)?.description : row["key"]
        let name = isOfOtherPlan ? Self.otherPlans : (row["name"] as String?) ?? key ?? "–"
        return Line(
            key: key, name: name, currency: row["currency"], planned: planned, actual: actual, difference: difference)
    }

    private func totals(_ db: Database) throws -> [Total] {
        let request: SQLRequest<Row> = """
            SELECT cost.currency AS currency, sum(cost.planned) AS planned, sum(cost.actual) AS actual
            FROM (\(costs)) cost WHERE \(days) AND \(ofPlan) GROUP BY 1 ORDER BY 1
            """
        return try request.fetchAll(db).map { row in
            let (planned, actual, difference) = Self.amounts(row)
            return Total(currency: row["currency"], planned: planned, actual: actual, difference: difference)
        }
    }

    private static func amounts(_ row: Row) -> (planned: String, actual: String, difference: String) {
        let currency: Currency = row["currency"]
        let (planned, actual): (Int64, Int64) = (row["planned"], row["actual"])
        func text(_ units: Int64) -> String { Amount(minorUnits: units, currency: currency).decimalString }
        return (text(planned), text(actual), text(actual - planned))
    }

    private var keyIsID: Bool { by == .employee || by == .campaign || by == .plan }

    private var key: SQL {
        switch by {
        case .item: "cost.item"
        case .month: "substr(cost.onDay, 1, 7)"
        case .kind: "cost.kind"
        case .purpose: "cost.purpose"
        case .team: "employeeTeam.team"
        case .employee: "cost.responsibleId"
        case .campaign: "cost.campaignId"
        case .plan: "plan.id"
        }
    }

    private var name: SQL {
        switch by {
        case .item: "coalesce(budgetItem.name, cost.item)"
        case .team: "coalesce(teamCopy.name, employeeTeam.team)"
        case .employee: "employee.name"
        case .plan: "plan.name"
        case .campaign: "NULL"
        case .month, .kind, .purpose: key
        }
    }

    private var join: SQL {
        switch by {
        case .item: "LEFT JOIN budgetItem ON budgetItem.code = cost.item"
        case .team:
            """
            LEFT JOIN employeeTeam ON employeeTeam.employeeId = cost.responsibleId
            LEFT JOIN teamCopy ON teamCopy.code = employeeTeam.team
            """
        case .employee: "LEFT JOIN employee ON employee.id = cost.responsibleId"
        case .plan: "LEFT JOIN plan ON plan.id = cost.planId AND \(plans)"
        case .month, .kind, .purpose, .campaign: ""
        }
    }

    private var days: SQL {
        period.map { "cost.onDay BETWEEN \($0.from.description) AND \($0.to.description)" } ?? "1"
    }

    /// Of a plan out of reach nothing, as of one that there is not.
    private var ofPlan: SQL {
        plan.map { "cost.planId = \($0) AND EXISTS (SELECT 1 FROM plan WHERE plan.id = \($0) AND \(plans))" } ?? "1"
    }

    private var isOfOtherPlan: SQL { by == .plan ? "cost.planId IS NOT NULL AND plan.id IS NULL" : "0" }

    /// One row for each cost; Viet Nam is seven hours ahead of UTC all year.
    private var costs: SQL {
        let ofActivity: SQL = """
            activity.kind AS kind, activity.purpose AS purpose, activity.responsibleId AS responsibleId,
            activity.campaignId AS campaignId, activity.planId AS planId
            """
        return """
            SELECT c.item AS item, c.currency AS currency, c.amount AS planned, 0 AS actual, c.onDay AS onDay, \(ofActivity)
            FROM approvedCost c JOIN activity ON activity.id = c.activityId WHERE \(activities)
            UNION ALL
            SELECT j.value ->> '$.item', j.value ->> '$.amount.currency', j.value ->> '$.amount.amount', 0,
              date((coalesce(activity.firstStart, activity.deadline) + 25200000) / 1000, 'unixepoch'), \(ofActivity)
            FROM activity, json_each(activity.plannedCosts) j
            WHERE activity.plannedCosts != '[]' AND activity.origin != 'plan' AND activity.status != 'cancelled'
              AND \(activities)
            UNION ALL
            SELECT c.item, c.currency, 0, c.amount, c.onDay, \(ofActivity)
            FROM actualCost c JOIN activity ON activity.id = c.activityId WHERE \(activities)
            UNION ALL
            SELECT c.item, c.currency, 0, c.amount, c.onDay, 'appointment', NULL, appointment.responsibleId, NULL, NULL
            FROM actualCost c JOIN appointment ON appointment.id = c.recordId
            WHERE c.activityId IS NULL AND \(appointments)
            """
    }

    static let operation = Operations.Report(
        "costs", by: "item", columns: ["item", "currency", "planned", "actual", "difference"]
    ) { db in
        try CostReport().fetch(db).rows.map { [$0.name, $0.currency.code, $0.planned, $0.actual, $0.difference] }
    }
}

extension Operations.Check {
    /// What reports add up is what the records say (SCH-7).
    static let costsAreThoseOfDiaries = Operations.Check("actual costs are those of the diaries") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT id FROM (SELECT id, diary FROM activity WHERE diary IS NOT NULL
                  UNION ALL SELECT id, diary FROM appointment WHERE diary IS NOT NULL) r
                WHERE (SELECT coalesce(sum(j.value ->> '$.amount.amount'), 0) FROM json_each(r.diary, '$.actualCosts') j)
                  != (SELECT coalesce(sum(amount), 0) FROM actualCost WHERE recordId = r.id)
                  OR (r.diary ->> '$.revision') != (SELECT max(number) FROM diaryRevision WHERE recordId = r.id) LIMIT 20
                """
        ).map { "\($0)" }
    }

    static let approvedCostsAreTheLastVersion = Operations.Check("approved costs are those of the last approval") {
        db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT plan.id FROM plan WHERE plan.approval IS NOT NULL AND (
                  (plan.approval ->> '$.number') != (SELECT max(number) FROM planVersion WHERE planId = plan.id)
                  OR (SELECT coalesce(sum(j.value ->> '$.amount.amount'), 0) FROM json_each(plan.approval, '$.sums') j)
                    != (SELECT coalesce(sum(amount), 0) FROM approvedCost WHERE planId = plan.id)) LIMIT 20
                """
        ).map { "plan/\($0)" }
    }
}
