import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Lets one account, or one token of a program, make only so many requests, from however many addresses (ACC-4, ACC-7).
struct AccountRate: RouterMiddleware {
    private let people: TokenBucket.Rate
    private let programs: TokenBucket.Rate
    private let world: World
    private let buckets = RateTable<EntityID>()

    init(people: TokenBucket.Rate, programs: TokenBucket.Rate, world: World) {
        self.people = people
        self.programs = programs
        self.world = world
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let person = try context.person
        if person.isProgram {
            try take(program: person.account)
        } else {
            try buckets.take(person.account, people, at: world.now())
        }
        return try await next(request, context)
    }

    /// Throws `HTTPProblem.tooMany`.
    func take(program id: EntityID) throws { try buckets.take(id, programs, at: world.now()) }
}
