import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Queues of teams (SCH-9). A queue has the id of its team.
struct QueueRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        addReading(routes.signedIn.group("queues"))
        addTaking()
    }

    private func addReading(_ queues: RouterGroup<APIContext>) {
        let (store, now) = (routes.store, now)
        queues.get { request, context in
            let list = QueueList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        queues.get(":id/activities") { request, context in
            let list = QueuedActivities(
                teamId: try context.id(entity: "queue"), request: try request.list(), person: try context.person,
                now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
    }

    private func addTaking() {
        let commands = routes.commands
        routes.signedIn.post("queues/:id/take") { request, context in
            let id = try context.id(entity: "queue")
            return try await commands.post(
                request, context, EmployeeRoutes.Empty.self, status: .ok, location: ActivityRoutes.location
            ) { transaction, _, person in
                try TakeNext(teamId: id, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.post("activities/:id/queue") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(
                request, context, QueueActivity.Input.self, status: .ok, location: ActivityRoutes.location
            ) { transaction, input, person in
                try QueueActivity(id: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.post("activities/:id/give-back") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(
                request, context, EmployeeRoutes.Empty.self, status: .ok, location: ActivityRoutes.location
            ) { transaction, _, person in
                try GiveActivityBack(id: id, person: person).execute(in: transaction)
            }
        }
    }
}
