import Crypto
import Foundation
import JWTKit
import Messages
import ServiceHTTP
import ServiceKit

/// Signs tokens as the Gateway does, for tests of a service alone.
public struct TestIdentity: Sendable {
    public let keyID: EntityID
    private let key: Curve25519.Signing.PrivateKey

    public init() {
        key = Curve25519.Signing.PrivateKey()
        keyID = EntityID(namespace: .quen, parts: ["test-key", key.publicKey.rawRepresentation.base64EncodedString()])
    }

    /// What services must hear before they take the tokens.
    public var signingKey: SigningKeyState {
        SigningKeyState(
            id: keyID,
            publicKey: key.publicKey.rawRepresentation.base64EncodedString().replacing("+", with: "-")
                .replacing("/", with: "_").replacing("=", with: ""))
    }

    public func token(_ person: Person, site: String = "main", at now: Instant, lifetime: Duration = .seconds(600))
        async throws -> String
    {
        let keys = JWTKeyCollection()
        let kid = JWKIdentifier(string: keyID.description)
        let signing = try EdDSA.PrivateKey(
            d: key.rawRepresentation.base64EncodedString(), curve: .ed25519)
        await keys.add(eddsa: signing, kid: kid)
        let payload = AccessToken(site: site, person: person, permissionVersion: 1, issuedAt: now, lifetime: lifetime)
        return try await keys.sign(payload, kid: kid)
    }
}

extension Person {
    /// Somebody with a ready-made role, for tests; `name` makes the ids.
    public static func test(
        _ role: ReadyMadeRole, name: String = "An", branch: EntityID? = nil
    ) -> Person {
        Person(
            account: EntityID(namespace: .quen, parts: ["test-account", name]),
            employee: EntityID(namespace: .quen, parts: ["test-employee", name]), branch: branch,
            session: EntityID(namespace: .quen, parts: ["test-session", name]), permissions: role.permissions)
    }
}
