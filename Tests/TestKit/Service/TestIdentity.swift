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

    /// A key of the tests' own.
    public init() {
        key = Curve25519.Signing.PrivateKey()
        keyID = EntityID(namespace: .quen, parts: ["test-key", key.publicKey.rawRepresentation.base64EncodedString()])
    }

    /// Another key under a name that is taken.
    public init(keyID: EntityID) {
        key = Curve25519.Signing.PrivateKey()
        self.keyID = keyID
    }

    /// A key that there is, such as that of a running Gateway.
    public init(keyID: EntityID, seed: Data) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        self.keyID = keyID
    }

    /// What services must hear before they take the tokens.
    public var signingKey: SigningKeyState {
        SigningKeyState(id: keyID, publicKey: Self.encoded(key.publicKey.rawRepresentation))
    }

    public func token(_ person: Person, site: String = "main", at now: Instant, lifetime: Duration = .seconds(600))
        async throws -> String
    {
        try await sign(
            AccessToken(site: site, person: person, permissionVersion: 1, issuedAt: now, lifetime: lifetime))
    }

    /// What the Gateway tells of where the person's request comes from.
    public func ticket(_ person: Person, site: String = "main", address: String, at now: Instant) async throws -> String
    {
        try await sign(
            ClientTicket(site: site, session: person.session, address: address, expiresAt: now.adding(.seconds(600))))
    }

    private func sign(_ payload: some JWTPayload) async throws -> String {
        let keys = JWTKeyCollection()
        let kid = JWKIdentifier(string: keyID.description)
        let signing = try EdDSA.PrivateKey(
            d: key.rawRepresentation.base64EncodedString(), curve: .ed25519)
        await keys.add(eddsa: signing, kid: kid)
        return try await keys.sign(payload, kid: kid)
    }
}

/// The parts that tokens are made of (RFC 7515), for forging them.
extension TestIdentity {
    public static func encoded(_ data: Data) -> String { data.base64URL }
    public static func decoded(_ text: String) -> Data? { Data(base64URL: text) }

    /// HS256 of a text.
    public static func mac(_ text: String, secret: Data) -> String {
        encoded(Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret))))
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
