import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store
import Synchronization

/// Tokens for programs: made, listed and revoked by administrators, exchanged by the programs themselves (ACC-4).
struct APITokenRoutes {
    let routes: GatewayRoutes
    let desk: ProgramDesk
    let rate: AccountRate
    let tokenLifetime: Duration

    enum Create {
        struct Request: Decodable, Sendable {
            var name: String
            var permissions: [Permission]
            var branchId: EntityID?
            var expiresAt: Instant
        }

        struct Response: Encodable, Sendable {
            var id: EntityID
            var version: EventSequence
            /// Only in the first answer to a command, for it is kept nowhere.
            var token: String?
        }
    }

    struct Exchanged: Encodable, Sendable {
        var accessToken: String
        /// Seconds.
        var expiresIn: Int
        var tokenType = "Bearer"
    }

    func add() {
        addReading()
        addCreating()
        addRevoking()
        addExchange()
    }

    private func addReading() {
        let store = routes.store
        routes.signedIn.get("/api-tokens") { request, context in
            try AccountRoutes.require(.view, context)
            let now = store.world.now()
            let list = APITokenList(request: try request.list(), now: now)
            return try Response.json(
                await store.read { try list.fetch($0) }.map { APITokenResponse($0, at: now) })
        }
        routes.signedIn.get("/api-tokens/:id") { _, context in
            try AccountRoutes.require(.view, context)
            let id = try context.id(entity: APIToken.entity)
            let token = try await store.read { try OneAPIToken(id: id).fetch($0) }
            return try Response.json(APITokenResponse(token, at: store.world.now()))
        }
    }

    private func addCreating() {
        let (commands, confirmation, store) = (routes.commands, routes.confirmation, routes.store)
        routes.people.post("/api-tokens") { request, context in
            try AccountRoutes.require(.create, context)
            try await confirmation.require(context)
            let secret = APISecret(id: store.world.newID())
            // A repeat is answered with the first one's id; the secret made now belongs to nothing then.
            let isMade = Flag()
            var response = try await commands.post(
                request, context, Create.Request.self, location: { "/api-tokens/\($0.subject.id)" }
            ) { transaction, input, person in
                let grant = APIToken.Grant(
                    name: input.name, permissions: input.permissions, branchId: input.branchId,
                    expiresAt: input.expiresAt)
                let version = try CreateAPIToken(id: secret.id, grant: grant, secretHash: secret.hash, maker: person)
                    .execute(in: transaction)
                isMade.raise()
                return version
            }
            guard isMade.isRaised else { return response }
            response.body = try Response.json(Create.Response(id: secret.id, version: .first, token: secret.text)).body
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private func addRevoking() {
        let (store, confirmation, desk, tokenLifetime) = (routes.store, routes.confirmation, desk, tokenLifetime)
        routes.signedIn.delete("/api-tokens/:id") { _, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: APIToken.entity)
            try await store.write(cause: context.cause) { transaction in
                try RevokeAPIToken(id: id, tokenLifetime: tokenLifetime).execute(in: transaction)
            }
            desk.forget(id)
            return Response(status: .noContent)
        }
    }

    /// For programs that want the signed token themselves.
    private func addExchange() {
        let (desk, rate, store) = (desk, rate, routes.store)
        routes.open.post("/token/exchange") { request, context in
            guard let text = request.bearer else { throw TokenError.missing }
            let granted = try await desk.exchange(text, cause: context.cause)
            try rate.take(program: granted.program)
            let left = granted.expiresAt.since(store.world.now())
            return try Response.secret(
                Exchanged(accessToken: granted.accessToken, expiresIn: Int(left.components.seconds)))
        }
    }

    /// Raised inside a transaction, read after its commit.
    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isRaised: Bool { value.withLock { $0 } }
        func raise() { value.withLock { $0 = true } }
    }
}

/// A token as administrators see it: never the secret, nor its hash.
struct APITokenResponse: Encodable, Sendable {
    var id: EntityID
    var name: String
    var permissions: [Permission]
    var branchId: EntityID?
    var state: APIToken.State
    var expiresAt: Instant
    var madeBy: EntityID
    var createdAt: Instant
    var lastUsedOn: Day?
    var revokedAt: Instant?
    var revokedBy: EntityID?

    init(_ token: APIToken, at now: Instant) {
        id = token.id
        name = token.name
        permissions = token.permissions
        branchId = token.branchId
        state = token.state(at: now)
        expiresAt = token.expiresAt
        madeBy = token.madeBy
        createdAt = token.createdAt
        lastUsedOn = token.lastUsedOn
        revokedAt = token.revokedAt
        revokedBy = token.revokedBy
    }
}
