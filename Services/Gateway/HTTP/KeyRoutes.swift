import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The public keys that tokens are checked with (RFC 7517, RFC 8037), and their replacement.
struct KeyRoutes {
    let routes: GatewayRoutes
    let rotation: KeyRotation

    struct KeySet: Encodable, Sendable {
        var keys: [Key]

        struct Key: Encodable, Sendable {
            var kty = "OKP"
            var crv = "Ed25519"
            var use = "sig"
            var alg = "EdDSA"
            var kid: EntityID
            var x: String
        }
    }

    enum Rotate {
        struct Request: Decodable, Sendable {
            /// Somebody else may have the present key: nothing signed with it is taken any more.
            var isCompromised: Bool?
        }
    }

    func add() {
        let (store, confirmation, rotation) = (routes.store, routes.confirmation, rotation)
        routes.open.get("/.well-known/jwks.json") { _, _ in
            let keys = try await store.read { try SigningKeys().fetch($0) }
            return try Response.json(KeySet(keys: keys.map { KeySet.Key(kid: $0.id, x: $0.publicKey) }))
        }
        routes.signedIn.post("/signing-keys/rotate") { request, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            let input = try await request.decodedIfAny(Rotate.Request.self, context)
            let version = try await rotation.rotate(
                isCompromised: input?.isCompromised ?? false, cause: context.cause)
            return Response(status: .accepted, headers: [.quenVersion: version.description])
        }
    }
}
