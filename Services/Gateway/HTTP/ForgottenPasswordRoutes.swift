import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit

/// For who cannot sign in: a link to the account's e-mail address (ACC-1).
struct ForgottenPasswordRoutes {
    let routes: GatewayRoutes
    let forgotten: ForgottenPassword
    let addresses: ClientAddress

    struct ForgottenRequest: Decodable, Sendable {
        /// Or the e-mail address.
        var signInName: String
    }

    func add() {
        let (forgotten, addresses) = (forgotten, addresses)
        routes.open.get("/password-forgotten") { _, _ in ForgottenPasswordPage.form().response(.ok) }
        routes.open.post("/password-forgotten") { request, context in
            let name: String
            if request.isForm {
                name = try await request.fields()["signInName"]
            } else {
                name = try await request.decoded(ForgottenRequest.self).signInName
            }
            do {
                try await forgotten.request(name, origin: addresses.origin(request, context), cause: context.cause)
            } catch let error as any QuenError where request.isForm {
                return ForgottenPasswordPage.form(fault: error.message).response(.conflict)
            }
            return request.isForm ? ForgottenPasswordPage.done.response(.accepted) : Response(status: .accepted)
        }
    }
}
