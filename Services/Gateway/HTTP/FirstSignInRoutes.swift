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
            if let wait = throttle.begin(name: ":first", address: address, at: now) { throw HTTPProblem.tooMany(wait) }
            let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
            let input =
                isForm
                ? try await Self.form(request) : try await request.decoded(FirstRequest.self)
            do {
                try await first.create(
                    input.signInName, input.password, token: SecretToken(input.token), cause: context.cause)
            } catch let error as any QuenError where isForm {
                return FirstSignInPage.form(token: input.token, fault: error.message).response(.unprocessableContent)
            }
            throttle.succeeded(name: ":first", address: address, at: now)
            return isForm ? FirstSignInPage.done.response(.created) : Response(status: .created)
        }
    }

    private static func form(_ request: Request) async throws -> FirstRequest {
        var request = request
        let body = try await request.collectBody(upTo: 16_384)
        let fields = URLEncodedFields(String(buffer: body))
        return FirstRequest(
            token: fields["token"], signInName: fields["signInName"], password: fields["password"])
    }
}

/// `application/x-www-form-urlencoded`; a field that is not there is empty.
struct URLEncodedFields: Sendable {
    private let fields: [String: String]

    init(_ text: String) {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            fields[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
        }
        self.fields = fields
    }

    subscript(name: String) -> String { fields[name] ?? "" }
}
