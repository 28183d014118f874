import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Alerts and how they were delivered (NOT-7).
struct AlertRoutes {
    let routes: ServiceRoutes

    func add() {
        let store = routes.store
        let alerts = routes.signedIn.group("alerts")
        alerts.get { request, context in
            let list = AlertList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        alerts.get(":id") { _, context in
            let query = AlertLog(id: try context.id(entity: "alert"), person: try context.person)
            let log = try await store.read { try query.fetch($0) }
            return try Response.json(log, version: log.alert.version)
        }
    }
}

extension AlertView: Encodable {
    private enum Keys: String, CodingKey { case version, raisedAt }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encode(raisedAt, forKey: .raisedAt)
    }
}

extension AlertLogView: Encodable {
    private enum Keys: String, CodingKey { case rule, why, event, deliveries }

    func encode(to encoder: any Encoder) throws {
        try alert.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(rule, forKey: .rule)
        try container.encodeIfPresent(why, forKey: .why)
        try container.encode(event, forKey: .event)
        try container.encode(deliveries, forKey: .deliveries)
    }
}
