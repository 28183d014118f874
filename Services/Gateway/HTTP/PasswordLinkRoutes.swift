import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The page of a one-time link on which a password is set, without being signed in (ACC-1).
struct PasswordLinkRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk
    let addresses: ClientAddress

    struct LinkRequest: Decodable, Sendable {
        var token: String
        var password: String
    }

    func add() {
        let (desk, addresses) = (desk, addresses)
        routes.open.get("/password-link") { request, _ in
            PasswordLinkPage.form(token: request.uri.queryParameters["token"].map(String.init) ?? "").response(.ok)
        }
        routes.open.post("/password-link") { request, context in
            let input: LinkRequest
            if request.isForm {
                let fields = try await request.fields()
                input = LinkRequest(token: fields["token"], password: fields["password"])
            } else {
                input = try await request.decoded(LinkRequest.self)
            }
            do {
                try await desk.setPassword(
                    by: SecretToken(input.token), to: input.password, origin: addresses.origin(request, context),
                    cause: context.cause)
            } catch let error as any QuenError where request.isForm {
                return PasswordLinkPage.form(token: input.token, fault: error.message).response(.unprocessableContent)
            }
            return request.isForm ? PasswordLinkPage.done.response(.ok) : Response(status: .noContent)
        }
    }
}
