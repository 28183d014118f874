import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The catalogue of budget items (SCH-7).
struct BudgetItemRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        let items = routes.signedIn.group("budget-items")
        items.get { request, context in
            let list = BudgetItemList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        items.get(":id") { _, context in
            let query = BudgetItemByID(id: try context.id(entity: "budget-item"), person: try context.person)
            let item = try await store.read { try query.fetch($0) }
            return try Response.json(item, version: item.version)
        }
        items.post { request, context in
            try await commands.post(
                request, context, CreateBudgetItem.Input.self, location: { "/budget-items/\($0.subject.id)" }
            ) { try CreateBudgetItem(input: $1, person: $2).execute(in: $0) }
        }
        items.put(":id") { request, context in
            let id = try context.id(entity: "budget-item")
            return try await commands.change(request, context, UpdateBudgetItem.Input.self) {
                try UpdateBudgetItem(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
    }
}

/// Plans with their budgets and their life (SCH-7).
struct PlanRoutes {
    let routes: ServiceRoutes
    private static let location: @Sendable (RecordVersion) -> String = { "/plans/\($0.subject.id)" }

    func add() {
        let plans = routes.signedIn.group("plans")
        addReading(plans)
        addEntering(plans)
        addActivities(plans)
        step(plans, "submit", Note.self) { .submit(note: $0.note) }
        step(plans, "approve", Approval.self) { .approve(contentHash: $0.contentHash, note: $0.note) }
        step(plans, "send-back", Remarks.self) { .sendBack(remarks: $0.remarks) }
        step(plans, "adjust", Reason.self) { .adjust(reason: $0.reason) }
    }

    private func addReading(_ plans: RouterGroup<APIContext>) {
        let store = routes.store
        plans.get { request, context in
            let list = PlanList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        plans.get(":id") { _, context in
            let query = PlanByID(id: try context.id(entity: "plan"), person: try context.person)
            let plan = try await store.read { try query.fetch($0) }
            return try Response.json(plan, version: plan.view.version)
        }
        plans.get(":id/content") { request, context in
            let id = try context.id(entity: "plan")
            let text = request.uri.queryParameters["version"].map(String.init)
            let version = try text.map { text in
                guard let number = Int(text) else { throw CommonError.notFound(entity: "plan-version", id: text) }
                return number
            }
            let query = PlanContentView(id: id, version: version, person: try context.person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
        plans.get(":id/versions") { _, context in
            let query = PlanVersionList(id: try context.id(entity: "plan"), person: try context.person)
            return try Response.json(EmployeeRoutes.Items(items: try await store.read { try query.fetch($0) }))
        }
        plans.get(":id/history") { _, context in
            let query = PlanHistory(id: try context.id(entity: "plan"), person: try context.person)
            let steps = try await store.read { try query.fetch($0) }
            return try Response.json(EmployeeRoutes.Items(items: steps.map { $0.map(Step.init) }))
        }
    }

    private func addEntering(_ plans: RouterGroup<APIContext>) {
        let commands = routes.commands
        plans.post { request, context in
            try await commands.post(request, context, Create.self, location: Self.location) {
                transaction, input, person in
                try CreatePlan(
                    input: input.plan, branchId: input.branchId, responsibleId: input.responsibleId,
                    secondResponsibleId: input.secondResponsibleId, person: person
                ).execute(in: transaction)
            }
        }
        plans.put(":id") { request, context in
            let id = try context.id(entity: "plan")
            return try await commands.change(request, context, ActivityPlan.Input.self) {
                try UpdatePlan(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
        plans.delete(":id") { request, context in
            let id = try context.id(entity: "plan")
            return try await commands.change(request, context, EmployeeRoutes.Empty.self) {
                try DeletePlan(id: id, person: $2, expected: $3).execute(in: $0)
            }
        }
    }

    private func addActivities(_ plans: RouterGroup<APIContext>) {
        let commands = routes.commands
        plans.post(":id/activities") { request, context in
            let id = try context.id(entity: "plan")
            return try await commands.post(
                request, context, AddToPlan.Input.self, status: .ok, location: Self.location
            ) { try AddToPlan(id: id, input: $1, person: $2).execute(in: $0) }
        }
        let activity: @Sendable (RecordVersion) -> String = { "/activities/\($0.subject.id)" }
        plans.post(":id/activities/:activityId/cut") { request, context in
            let (id, activityId) = (
                try context.id(entity: "plan"), try context.id("activityId", entity: "activity")
            )
            return try await commands.post(
                request, context, ActivityRoutes.Reason.self, status: .ok, location: activity
            ) {
                try CutFromPlan(id: id, activityId: activityId, cut: .init(text: $1.reason), person: $2)
                    .execute(in: $0)
            }
        }
        plans.post(":id/activities/:activityId/restore") { request, context in
            let (id, activityId) = (
                try context.id(entity: "plan"), try context.id("activityId", entity: "activity")
            )
            return try await commands.post(
                request, context, EmployeeRoutes.Empty.self, status: .ok, location: activity
            ) { try CutFromPlan(id: id, activityId: activityId, cut: nil, person: $2).execute(in: $0) }
        }
    }

    private func step<Input: Decodable & Sendable>(
        _ plans: RouterGroup<APIContext>, _ name: String, _ input: Input.Type,
        _ step: @escaping @Sendable (Input) -> TransitPlan.Step
    ) {
        let commands = routes.commands
        plans.post(":id/\(name)") { request, context in
            let id = try context.id(entity: "plan")
            return try await commands.post(request, context, Input.self, status: .ok, location: Self.location) {
                try TransitPlan(id: id, step: step($1), person: $2).execute(in: $0)
            }
        }
    }

    // MARK: Bodies

    struct Note: Decodable, Sendable {
        var note: String?
    }

    struct Approval: Decodable, Sendable {
        var contentHash: String
        var note: String?
    }

    struct Remarks: Decodable, Sendable {
        var remarks: String
    }

    struct Reason: Decodable, Sendable {
        var reason: String
    }

    /// The plan beside whose it is.
    struct Create: Decodable, Sendable {
        var plan: ActivityPlan.Input
        var branchId: EntityID?
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?

        private enum Keys: String, CodingKey { case branchId, responsibleId, secondResponsibleId }

        init(from decoder: any Decoder) throws {
            plan = try ActivityPlan.Input(from: decoder)
            let container = try decoder.container(keyedBy: Keys.self)
            branchId = try container.decodeIfPresent(EntityID.self, forKey: .branchId)
            responsibleId = try container.decodeIfPresent(EntityID.self, forKey: .responsibleId)
            secondResponsibleId = try container.decodeIfPresent(EntityID.self, forKey: .secondResponsibleId)
        }
    }

    private struct Step: Encodable, Sendable {
        var step: PlanStep
        var from: PlanStatus
        var to: PlanStatus
        var note: String?
        var account: EntityID
        var at: Instant

        init(_ row: PlanStepRow) {
            (step, from, to) = (row.step, row.fromStatus, row.toStatus)
            (note, account, at) = (row.note, row.account, row.at)
        }
    }
}

extension BudgetItemView: Encodable {
    private enum Keys: String, CodingKey { case version }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
    }
}

extension PlanView: Encodable {
    private enum Keys: String, CodingKey { case version, nextSteps }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encode(nextSteps, forKey: .nextSteps)
    }
}

extension PlanDetails: Encodable {
    private enum Keys: String, CodingKey { case contentHash, activities, cut, sums, totals, names }

    func encode(to encoder: any Encoder) throws {
        try view.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(contentHash, forKey: .contentHash)
        try container.encode(activities, forKey: .activities)
        try container.encode(cut, forKey: .cut)
        try container.encode(sums, forKey: .sums)
        try container.encode(totals, forKey: .totals)
        try container.encode(names, forKey: .names)
    }
}
