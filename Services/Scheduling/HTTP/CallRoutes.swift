import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Calls to make (SCH-9): activities of that kind.
struct CallRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        let (commands, store, now) = (routes.commands, routes.store, now)
        routes.signedIn.get("calls") { request, context in
            let list = CallList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.post("activities/:id/call") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(
                request, context, CallReport.self, status: .ok, location: ActivityRoutes.location
            ) { transaction, report, person in
                try RecordCall(id: id, report: report, person: person).execute(in: transaction)
            }
        }
    }
}
