import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// `/quotes` (PIP-4).
struct QuoteRoutes {
    private let routes: RouterGroup<APIContext>
    private let reading: QuoteReading
    private let actions: QuoteActions

    init(_ routes: ServiceRoutes) {
        self.routes = routes.signedIn
        reading = QuoteReading(store: routes.store)
        actions = QuoteActions(commands: routes.commands)
    }

    func add() {
        routes.get("/quotes", use: reading.list)
        routes.get("/quotes/:id", use: reading.show)
        routes.get("/quotes/:id/revisions", use: reading.revisions)
        routes.post("/quotes", use: actions.draft)
        routes.put("/quotes/:id", use: actions.update)
        routes.delete("/quotes/:id", use: actions.delete)
        routes.post("/quotes/:id/send", use: actions.send)
        routes.post("/quotes/:id/accept", use: actions.accept)
        routes.post("/quotes/:id/reject", use: actions.reject)
        routes.post("/quotes/:id/revise", use: actions.revise)
    }
}

/// The public state with what a screen shows beside it.
struct QuoteResponse: Encodable, Sendable {
    var row: QuoteRow

    private enum Keys: String, CodingKey { case customerName, createdAt, sentAt, decidedAt, rejectionReason, version }

    func encode(to encoder: any Encoder) throws {
        try row.quote.published.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encodeIfPresent(row.customerName, forKey: .customerName)
        try container.encode(row.quote.createdAt, forKey: .createdAt)
        try container.encodeIfPresent(row.quote.sentAt, forKey: .sentAt)
        try container.encodeIfPresent(row.quote.decidedAt, forKey: .decidedAt)
        try container.encodeIfPresent(row.quote.rejectionReason, forKey: .rejectionReason)
        try container.encode(row.quote.sequence, forKey: .version)
    }
}

/// A revision as it was sent.
struct QuoteRevisionResponse: Encodable, Sendable {
    var revision: Int
    var sentAt: Instant
    var state: QuoteState
}

private struct QuoteReading: Sendable {
    let store: ServiceStore

    @Sendable func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = QuoteList(request: try request.list(), person: try context.person)
        return try .json(await store.read { try query.fetch($0).map { QuoteResponse(row: $0) } })
    }

    @Sendable func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = QuoteDetail(id: try context.id(entity: "quote"), person: try context.person)
        let row = try await store.read { try query.fetch($0) }
        return try .json(QuoteResponse(row: row), version: row.quote.sequence)
    }

    @Sendable func revisions(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = QuoteDetail(id: try context.id(entity: "quote"), person: try context.person)
        let records = try await store.read { try query.revisions($0) }
        return try .json(
            Items(
                items: records.map { QuoteRevisionResponse(revision: $0.revision, sentAt: $0.sentAt, state: $0.state) })
        )
    }
}
