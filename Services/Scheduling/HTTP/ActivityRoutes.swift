import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Activities (SCH-3).
struct ActivityRoutes {
    let routes: ServiceRoutes
    static let location: @Sendable (RecordVersion) -> String = { "/activities/\($0.subject.id)" }

    func add() {
        let activities = routes.signedIn.group("activities")
        addReading(activities)
        addEntering(activities)
        step(activities, "cancel", Reason.self) { .cancelled(reason: $0.reason) }
        step(activities, "reopen", EmployeeRoutes.Empty.self) { _ in .reopened }
        step(activities, "done", EmployeeRoutes.Empty.self) { _ in .done }
    }

    private func addReading(_ activities: RouterGroup<APIContext>) {
        let store = routes.store
        activities.get { request, context in
            let list = ActivityList(
                request: try request.list(), person: try context.person, now: store.world.now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        activities.get(":id") { _, context in
            let query = ActivityByID(id: try context.id(entity: "activity"), person: try context.person)
            let activity = try await store.read { try query.fetch($0) }
            return try Response.json(activity, version: activity.version)
        }
    }

    private func addEntering(_ activities: RouterGroup<APIContext>) {
        let commands = routes.commands
        activities.post { request, context in
            try await commands.post(request, context, Create.self, location: Self.location) {
                transaction, input, person in
                try input.command(person).execute(in: transaction)
            }
        }
        activities.put(":id") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.change(request, context, ActivityDetails.Input.self) {
                transaction, input, person, expected in
                try UpdateActivity(
                    id: id, details: ActivityDetails(input, by: nil), person: person, expected: expected
                ).execute(in: transaction)
            }
        }
        activities.put(":id/planned-costs") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.change(request, context, ChangePlannedCosts.Input.self) {
                try ChangePlannedCosts(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
    }

    private func step<Input: Decodable & Sendable>(
        _ activities: RouterGroup<APIContext>, _ name: String, _ input: Input.Type,
        _ change: @escaping @Sendable (Input) -> MarkActivity.Change
    ) {
        let commands = routes.commands
        activities.post(":id/\(name)") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(request, context, Input.self, status: .ok, location: Self.location) {
                try MarkActivity(id: id, change: change($1), person: $2).execute(in: $0)
            }
        }
    }

    struct Reason: Decodable, Sendable {
        var reason: String?
    }

    /// The details beside whose it is.
    struct Create: Decodable, Sendable {
        var details: ActivityDetails.Input
        var branchId: EntityID?
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?
        var planId: EntityID?

        private enum Keys: String, CodingKey { case branchId, responsibleId, secondResponsibleId, planId }

        init(from decoder: any Decoder) throws {
            details = try ActivityDetails.Input(from: decoder)
            let container = try decoder.container(keyedBy: Keys.self)
            branchId = try container.decodeIfPresent(EntityID.self, forKey: .branchId)
            responsibleId = try container.decodeIfPresent(EntityID.self, forKey: .responsibleId)
            secondResponsibleId = try container.decodeIfPresent(EntityID.self, forKey: .secondResponsibleId)
            planId = try container.decodeIfPresent(EntityID.self, forKey: .planId)
        }

        func command(_ person: Person) throws(ActivityError) -> CreateActivity {
            CreateActivity(
                details: try ActivityDetails(details, by: person.employee), branchId: branchId,
                responsibleId: responsibleId, secondResponsibleId: secondResponsibleId, planId: planId, person: person)
        }
    }
}

extension ActivityView: Encodable {
    private enum Keys: String, CodingKey {
        case version, cancelReason, cutReason, customerName, opportunityName, contractNumber, caseName
        case employeeNames
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(cancelReason, forKey: .cancelReason)
        try container.encodeIfPresent(cutReason, forKey: .cutReason)
        try container.encodeIfPresent(customerName, forKey: .customerName)
        try container.encodeIfPresent(opportunityName, forKey: .opportunityName)
        try container.encodeIfPresent(contractNumber, forKey: .contractNumber)
        try container.encodeIfPresent(caseName, forKey: .caseName)
        try container.encode(employeeNames, forKey: .employeeNames)
    }
}
