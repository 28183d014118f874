import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// `POST /sign-in`, `/token/refresh`, `/sign-out` (ACC-1, ACC-3).
struct SignInRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk
    let addresses: ClientAddress

    enum SignIn {
        struct Request: Decodable, Sendable {
            var signInName: String
            var password: String
            /// Of the authenticator, or a recovery code, where the account has a second factor.
            var code: String?
            /// What an earlier sign-in from this device answered with.
            var deviceToken: String?
        }
    }

    enum Refresh {
        struct Request: Decodable, Sendable {
            var refreshToken: String
        }
    }

    enum SignOut {
        struct Request: Decodable, Sendable {
            /// From wherever the person is signed in.
            var everywhere: Bool?
        }
    }

    func add() {
        let (desk, addresses, store) = (desk, addresses, routes.store)
        routes.open.post("/sign-in") { request, context in
            let input = try await request.decoded(SignIn.Request.self)
            return try Response.secret(
                await desk.signIn(
                    name: input.signInName, .init(password: input.password, code: input.code),
                    device: input.deviceToken, origin: addresses.origin(request, context), cause: context.cause))
        }
        routes.open.post("/token/refresh") { request, context in
            let input = try await request.decoded(Refresh.Request.self)
            return try Response.secret(await desk.refresh(input.refreshToken, cause: context.cause))
        }
        routes.people.post("/sign-out") { request, context in
            let person = try context.person
            let isEverywhere = try await request.decodedIfAny(SignOut.Request.self, context)?.everywhere ?? false
            try await store.write(cause: context.cause) { transaction in
                try EndSession(id: person.session, reason: .signedOut).execute(in: transaction)
                guard isEverywhere else { return }
                try EndSession.all(of: person.account, reason: .signedOut, in: transaction)
            }
            return Response(status: .noContent)
        }
    }
}

extension ClientAddress {
    func origin(_ request: Request, _ context: APIContext) -> Origin {
        let address = text(request, context)
        return Origin(
            address: address, addressKey: AddressKey.of(address),
            userAgent: String((request.headers[.userAgent] ?? "").prefix(200)))
    }
}

extension Request {
    /// Nothing for an empty body.
    func decodedIfAny<T: Decodable>(_ type: T.Type, _ context: APIContext) async throws -> T? {
        let body = try await collected(upTo: APIContext.maxBody)
        return body.readableBytes == 0
            ? nil : try await Request(head: head, body: RequestBody(buffer: body)).decoded(type)
    }
}

extension Response {
    /// JSON that nobody on the way may keep.
    static func secret(_ value: some Encodable) throws -> Response {
        var response = try Response.json(value)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
