import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// What administrators do about others' passwords and second factors (ACC-1); each asks for their own password.
struct AccountPasswordRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk

    enum ResetPassword {
        struct Request: Decodable, Sendable {
            var password: String
            /// Unless it is `false`, it must be changed at the next sign-in: the administrator knows it.
            var mustChange: Bool?
        }
    }

    struct LinkResponse: Encodable, Sendable {
        /// Shown here and never again.
        var link: String
        var expiresAt: Instant
    }

    func add() {
        let (store, desk) = (routes.store, desk)
        administrative(.put, "/accounts/:id/password") { id, request, context in
            let input = try await request.decoded(ResetPassword.Request.self)
            let account = try await store.read { try OneAccount(id: id).fetch($0) }.account
            let hash = try await desk.hash(input.password, for: account.signInName)
            let person = try context.person
            try await store.write(cause: context.cause) { transaction in
                try ChangePassword(account: id, hash: hash, mustChange: input.mustChange ?? true, setter: person)
                    .execute(in: transaction)
            }
            return Response(status: .noContent)
        }
        administrative(.post, "/accounts/:id/password-link") { id, _, context in
            let (token, person) = (SecretToken(), try context.person)
            let expiresAt = try await store.write(cause: context.cause) { transaction in
                try IssuePasswordLink(account: id, purpose: .reset, token: token, maker: person).execute(
                    in: transaction)
            }
            var response = try Response.secret(
                LinkResponse(link: PasswordLink.url(token, desk.settings), expiresAt: expiresAt))
            response.status = .created
            return response
        }
        administrative(.post, "/accounts/:id/require-password-change") { id, _, context in
            try await store.write(cause: context.cause) { transaction in
                try RequirePasswordChange(account: id).execute(in: transaction)
            }
            return Response(status: .noContent)
        }
        administrative(.delete, "/accounts/:id/second-factor") { id, _, context in
            let person = try context.person
            try await store.write(cause: context.cause) { transaction in
                try RemoveSecondFactor(account: id, by: .administrator(person)).execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    private func administrative(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        _ act: @escaping @Sendable (EntityID, Request, APIContext) async throws -> Response
    ) {
        let confirmation = routes.confirmation
        routes.signedIn.on(path, method: method) { request, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            return try await act(try context.id(entity: AccountState.entity), request, context)
        }
    }
}
