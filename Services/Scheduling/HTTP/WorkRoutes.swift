import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Work lists (SCH-9).
struct WorkRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        let (store, now) = (routes.store, now)
        let work = routes.signedIn.group("work-items")
        work.get { request, context in
            let list = WorkList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        work.get("counts") { request, context in
            let list = WorkList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.counts($0) })
        }
    }
}
