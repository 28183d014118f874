import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The person's own account.
struct MeRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk
    let addresses: ClientAddress

    enum ChangePassword {
        struct Request: Decodable, Sendable {
            var oldPassword: String
            var password: String
        }
    }

    enum Confirm {
        struct Request: Decodable, Sendable {
            var password: String
            /// Where the account has a second factor.
            var code: String?
        }
    }

    struct MeResponse: Encodable, Sendable {
        var account: AccountResponse
        var employee: Me.Employee?
        var sessionId: EntityID
        var permissions: [Permission]
    }

    func add() {
        let (desk, addresses, store) = (desk, addresses, routes.store)
        routes.people.get("/me") { _, context in
            let person = try context.person
            let me = try await store.read { try Me.fetch(person, $0) }
            return try Response.json(
                MeResponse(
                    account: AccountResponse(me.account), employee: me.employee, sessionId: person.session,
                    permissions: person.permissions.sorted { $0.description < $1.description }))
        }
        routes.people.post("/me/password") { request, context in
            let person = try context.person
            let input = try await request.decoded(ChangePassword.Request.self)
            try await desk.changePassword(
                of: person, from: input.oldPassword, to: input.password, origin: addresses.origin(request, context),
                cause: context.cause)
            return Response(status: .noContent)
        }
        routes.people.post("/me/confirm") { request, context in
            let person = try context.person
            let input = try await request.decoded(Confirm.Request.self)
            try await desk.again(
                person, .init(password: input.password, code: input.code),
                origin: addresses.origin(request, context), cause: context.cause
            ) { try ConfirmSession(id: person.session).execute(in: $0) }
            return Response(status: .noContent)
        }
    }
}
