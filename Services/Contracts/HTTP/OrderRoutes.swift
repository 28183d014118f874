import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Orders (CON-4).
struct OrderRoutes {
    let commands: CommandRunner
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/orders", use: list)
        group.post("/orders", use: create)
        group.get("/orders/:id", use: show)
        group.patch("/orders/:id", use: edit)
        group.delete("/orders/:id", use: delete)
        group.post("/orders/:id/transitions", use: transit)
        group.get("/orders/:id/history", use: history)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OrderList(request: try request.list(), person: try context.person)
        return try Response.json(try await store.read { try query.fetch($0) }.map(OrderResponse.init))
    }

    @Sendable private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, CreateOrder.Input.self, location: Self.path) {
            try CreateOrder(input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<Order>(id: try context.id(entity: "order"), person: try context.person)
        let order = try await store.read { try query.fetch($0) }
        return try Response.json(OrderResponse(order: order), version: order.sequence)
    }

    @Sendable private func edit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "order")
        return try await commands.change(request, context, EditOrder.Input.self) {
            try EditOrder(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "order")
        return try await commands.change(request, context, Nothing.self) {
            try DeleteOrder(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func transit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "order")
        return try await commands.post(request, context, TransitOrder.Input.self, status: .ok, location: Self.path) {
            try TransitOrder(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = History<Order>(id: try context.id(entity: "order"), person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/orders/\(version.subject.id)" }
}
