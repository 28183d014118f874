import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// What can be done with opportunities.
struct OpportunityActions: Sendable {
    let commands: CommandRunner

    enum Create {
        struct Request: Decodable, Sendable {
            var content: OpportunityContent
            var stage: String?
            var allowSimilar: Bool?

            private enum Keys: String, CodingKey { case stage, allowSimilar }

            init(from decoder: any Decoder) throws {
                content = try OpportunityContent(from: decoder)
                let container = try decoder.container(keyedBy: Keys.self)
                stage = try container.decodeIfPresent(String.self, forKey: .stage)
                allowSimilar = try container.decodeIfPresent(Bool.self, forKey: .allowSimilar)
            }
        }
    }

    struct Move: Decodable, Sendable {
        var stage: String
        var probability: Int?
        var reason: String?
    }

    struct Win: Decodable, Sendable {
        var closedOn: Day?
    }

    struct Lose: Decodable, Sendable {
        var reason: String
        var lostTo: String?
        var closedOn: Day?
    }

    struct Reopen: Decodable, Sendable {
        var reason: String
    }

    @Sendable func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, Create.Request.self, location: Self.location) {
            try CreateOpportunity(
                content: $1.content, stage: $1.stage, allowSimilar: $1.allowSimilar ?? false, person: $2
            ).execute(in: $0)
        }
    }

    @Sendable func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "opportunity")
        return try await commands.change(request, context, OpportunityContent.self) {
            try UpdateOpportunity(id: id, content: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "opportunity")
        return try await commands.change(request, context, NoInput.self) {
            try DeleteOpportunity(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func move(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "opportunity"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Move.self, status: .ok, location: Self.location) {
            try MoveOpportunity(
                id: id, stage: $1.stage, probability: $1.probability, reason: $1.reason, person: $2, expected: expected
            ).execute(in: $0)
        }
    }

    @Sendable func win(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "opportunity"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Win.self, status: .ok, location: Self.location) {
            try WinOpportunity(id: id, closedOn: $1.closedOn, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable func lose(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "opportunity"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Lose.self, status: .ok, location: Self.location) {
            try LoseOpportunity(
                id: id, reason: $1.reason, lostTo: $1.lostTo, closedOn: $1.closedOn, person: $2, expected: expected
            ).execute(in: $0)
        }
    }

    @Sendable func reopen(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "opportunity"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, Reopen.self, status: .ok, location: Self.location) {
            try ReopenOpportunity(id: id, reason: $1.reason, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable private static func location(_ version: RecordVersion) -> String {
        "/opportunities/\(version.subject.id)"
    }
}
