import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// `/unit-groups` and the prices of a product in its units (PIP-2).
struct UnitGroupRoutes {
    private let routes: RouterGroup<APIContext>
    private let actions: UnitGroupActions

    init(_ routes: ServiceRoutes) {
        self.routes = routes.signedIn
        actions = UnitGroupActions(commands: routes.commands, store: routes.store)
    }

    func add() {
        routes.get("/unit-groups", use: actions.list)
        routes.post("/unit-groups", use: actions.create)
        routes.get("/unit-groups/:id", use: actions.show)
        routes.put("/unit-groups/:id", use: actions.update)
        routes.get("/products/:id/prices", use: actions.prices)
    }
}

private struct UnitGroupActions: Sendable {
    let commands: CommandRunner
    let store: ServiceStore

    @Sendable func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = UnitGroupList(request: try request.list(), person: try context.person)
        return try .json(await store.read { try query.fetch($0).map(\.published) })
    }

    @Sendable func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = UnitGroupDetail(id: try context.id(entity: "unit-group"), person: try context.person)
        let group = try await store.read { try query.fetch($0) }
        return try .json(group.published, version: group.sequence)
    }

    @Sendable func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, UnitGroupContent.self, location: Self.location) {
            try CreateUnitGroup(content: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "unit-group")
        return try await commands.change(request, context, UnitGroupContent.self) {
            try UpdateUnitGroup(id: id, content: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func prices(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = ProductPrices(id: try context.id(entity: "product"), person: try context.person)
        return try .json(Items(items: await store.read { try query.fetch($0) }))
    }

    @Sendable private static func location(_ version: RecordVersion) -> String { "/unit-groups/\(version.subject.id)" }
}
