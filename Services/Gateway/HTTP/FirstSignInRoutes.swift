import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The one-time page on which the first administrator is made (ACC-1).
struct FirstSignInRoutes {
    let routes: GatewayRoutes
    let first: FirstSignIn
    let throttle: SignInThrottle
    let addresses: ClientAddress

    struct FirstRequest: Decodable, Sendable {
        var token: String
        var signInName: String
        var password: String
    }

    func add() {
        let (first, throttle, addresses) = (first, throttle, addresses)
        routes.open.get("/first-sign-in") { request, _ in
            FirstSignInPage.form(token: request.uri.queryParameters["token"].map(String.init) ?? "").response(.ok)
        }
        routes.open.post("/first-sign-in") { request, context in
            let now = first.desk.store.world.now()
            let address = addresses.key(request, context)
            // The names of this throttle cannot be anybody's: a colon is in none.
            if case .wait(let wait, _) = throttle.begin(name: ":first", address: address, at: now) {
                throw HTTPProblem.tooMany(wait)
            }
            let input: FirstRequest
            if request.isForm {
                let fields = try await request.fields()
                input = FirstRequest(
                    token: fields["token"], signInName: fields["signInName"], password: fields["password"])
            } else {
                input = try await request.decoded(FirstRequest.self)
            }
            do {
                try await first.create(
                    input.signInName, input.password, token: SecretToken(input.token), cause: context.cause)
            } catch let error as any QuenError {
                // Whoever has the link and is told what the rules want guesses at nothing.
                if !(error is FirstSignInError) { throttle.succeeded(name: ":first", address: address, at: now) }
                guard request.isForm else { throw error }
                return FirstSignInPage.form(token: input.token, fault: error.message).response(.unprocessableContent)
            }
            throttle.succeeded(name: ":first", address: address, at: now)
            return request.isForm ? FirstSignInPage.done.response(.created) : Response(status: .created)
        }
    }
}
