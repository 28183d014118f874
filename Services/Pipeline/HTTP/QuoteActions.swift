import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// What can be done with quotes.
struct QuoteActions: Sendable {
    let commands: CommandRunner

    struct Accept: Decodable, Sendable {
        /// Whether the opportunity is won by it.
        var win: Bool?
    }

    struct Reject: Decodable, Sendable {
        var reason: String?
    }

    struct Revise: Decodable, Sendable {
        var validUntil: Day?
    }

    @Sendable func draft(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, QuoteContent.self, location: Self.location) {
            try DraftQuote(content: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "quote")
        return try await commands.change(request, context, QuoteContent.self) {
            try UpdateQuote(id: id, content: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "quote")
        return try await commands.change(request, context, NoInput.self) {
            try DeleteQuote(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func send(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "quote"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, NoInput.self, status: .ok, location: Self.location) {
            try SendQuote(id: id, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable func accept(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "quote"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Accept.self, status: .ok, location: Self.location) {
            try AcceptQuote(id: id, win: $1.win ?? false, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable func reject(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "quote"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Reject.self, status: .ok, location: Self.location) {
            try RejectQuote(id: id, reason: $1.reason, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable func revise(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "quote"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Revise.self, status: .ok, location: Self.location) {
            try ReviseQuote(id: id, validUntil: $1.validUntil, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable private static func location(_ version: RecordVersion) -> String { "/quotes/\(version.subject.id)" }
}
