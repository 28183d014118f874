import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// `/opportunities` and `/board` (PIP-3).
struct OpportunityRoutes {
    private let routes: RouterGroup<APIContext>
    private let reading: OpportunityReading
    private let actions: OpportunityActions

    init(_ routes: ServiceRoutes) {
        self.routes = routes.signedIn
        reading = OpportunityReading(store: routes.store)
        actions = OpportunityActions(commands: routes.commands)
    }

    func add() {
        routes.get("/opportunities", use: reading.list)
        routes.get("/opportunities/:id", use: reading.show)
        routes.get("/opportunities/:id/history", use: reading.history)
        routes.get("/opportunities/:id/log", use: reading.log)
        routes.get("/board", use: reading.board)
        routes.post("/opportunities", use: actions.create)
        routes.put("/opportunities/:id", use: actions.update)
        routes.delete("/opportunities/:id", use: actions.delete)
        routes.post("/opportunities/:id/stage", use: actions.move)
        routes.post("/opportunities/:id/win", use: actions.win)
        routes.post("/opportunities/:id/lose", use: actions.lose)
        routes.post("/opportunities/:id/reopen", use: actions.reopen)
    }
}

/// The public state with what a screen shows beside it.
struct OpportunityResponse: Encodable, Sendable {
    var row: OpportunityRow

    private enum Keys: String, CodingKey { case customerName, isValueFromLines, createdAt, stageSince, version }

    func encode(to encoder: any Encoder) throws {
        try row.opportunity.published.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(row.customerName, forKey: .customerName)
        try container.encode(row.opportunity.isValueFromLines, forKey: .isValueFromLines)
        try container.encode(row.opportunity.createdAt, forKey: .createdAt)
        try container.encode(row.opportunity.stageSince, forKey: .stageSince)
        try container.encode(row.opportunity.sequence, forKey: .version)
    }
}

private struct OpportunityReading: Sendable {
    let store: ServiceStore

    @Sendable func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OpportunityList(request: try request.list(), person: try context.person)
        return try .json(await store.read { try query.fetch($0).map { OpportunityResponse(row: $0) } })
    }

    @Sendable func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OpportunityDetail(id: try context.id(entity: "opportunity"), person: try context.person)
        let row = try await store.read { try query.fetch($0) }
        return try .json(OpportunityResponse(row: row), version: row.opportunity.sequence)
    }

    @Sendable func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OpportunityDetail(id: try context.id(entity: "opportunity"), person: try context.person)
        return try .json(Items(items: try await store.read { try query.history($0) }))
    }

    @Sendable func log(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OpportunityLog(
            id: try context.id(entity: "opportunity"), request: try request.list(), now: store.world.now(),
            person: try context.person)
        return try .json(await store.read { try query.fetch($0) })
    }

    private struct Board: Encodable, Sendable {
        var stages: [PipelineBoard.Column]
    }

    @Sendable func board(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = PipelineBoard(person: try context.person)
        return try .json(Board(stages: try await store.read { try query.fetch($0) }))
    }
}
