import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The person's own second factor (ACC-1): set up in two steps, so that nobody locks themselves out with a secret that
/// their app has not.
struct SecondFactorRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk
    let addresses: ClientAddress

    /// Shown here and never again.
    struct OfferResponse: Encodable, Sendable {
        /// Base32, to be typed.
        var secret: String
        /// For a QR code.
        var uri: String
    }

    enum Activate {
        struct Request: Decodable, Sendable {
            var code: String
        }
    }

    /// What is done to a second factor needs both.
    struct ProofRequest: Decodable, Sendable {
        var password: String
        var code: String
    }

    /// Shown here and never again.
    struct RecoveryCodesResponse: Encodable, Sendable {
        var recoveryCodes: [String]

        init(_ codes: [RecoveryCode]) { recoveryCodes = codes.map(\.text) }
    }

    func add() {
        addSettingUp()
        addKeeping()
    }

    private func addSettingUp() {
        let (store, confirmation, desk) = (routes.store, routes.confirmation, desk)
        routes.people.get("/me/second-factor") { _, context in
            let (account, now) = (try context.person.account, store.world.now())
            return try Response.json(
                await store.read { try SecondFactorStatus.fetch(of: account, at: now, $0) })
        }
        routes.people.post("/me/second-factor") { _, context in
            let (account, totp) = (try context.person.account, TOTP())
            try await confirmation.require(context)
            let name = try await store.write(cause: context.cause) { transaction in
                try OfferSecondFactor(account: account, totp: totp, sealing: desk.sealing).execute(in: transaction)
            }
            let issuer = store.site == "main" ? "Quen" : "Quen \(store.site)"
            var response = try Response.secret(
                OfferResponse(secret: Base32.encode(totp.secret), uri: totp.uri(issuer: issuer, name: name)))
            response.status = .created
            return response
        }
        routes.people.post("/me/second-factor/activate") { request, context in
            let person = try context.person
            let input = try await request.decoded(Activate.Request.self)
            let codes = try await store.write(cause: context.cause) { transaction in
                try ActivateSecondFactor(
                    account: person.account, code: input.code, keeping: person.session, sealing: desk.sealing
                ).execute(in: transaction)
            }
            return try Response.secret(RecoveryCodesResponse(codes))
        }
    }

    private func addKeeping() {
        let (desk, addresses) = (desk, addresses)
        routes.people.post("/me/second-factor/recovery-codes") { request, context in
            let person = try context.person
            let input = try await request.decoded(ProofRequest.self)
            let codes = try await desk.again(
                person, .init(password: input.password, code: input.code),
                origin: addresses.origin(request, context), cause: context.cause
            ) { try RenewRecoveryCodes(account: person.account).execute(in: $0) }
            return try Response.secret(RecoveryCodesResponse(codes))
        }
        routes.people.post("/me/second-factor/disable") { request, context in
            let person = try context.person
            let input = try await request.decoded(ProofRequest.self)
            try await desk.again(
                person, .init(password: input.password, code: input.code),
                origin: addresses.origin(request, context), cause: context.cause
            ) { try RemoveSecondFactor(account: person.account, by: .person).execute(in: $0) }
            return Response(status: .noContent)
        }
    }
}
