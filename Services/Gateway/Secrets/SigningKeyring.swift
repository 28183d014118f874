import Crypto
import Foundation
import JWTKit
import Messages
import ServiceHTTP
import ServiceKit
import Store
import Synchronization

/// The private keys that tokens are signed with: Ed25519, each in a file of its own that only the service may read.
final class SigningKeyring: Sendable {
    private let directory: String
    private let signers = Mutex<[Signer]>([])

    private struct Signer: Sendable {
        let id: EntityID
        let activeFrom: Instant
        let keys: JWTKeyCollection
    }

    init(directory: String) { self.directory = directory }

    /// Takes up a published key. `false` where its file is missing or holds another key.
    func load(_ key: SigningKey) async throws -> Bool {
        guard let bytes = SecretFile.read(path(key.id)),
            let seed = Data(base64URL: String(decoding: bytes, as: UTF8.self)),
            let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            secret.publicKey.rawRepresentation.base64URL == key.publicKey
        else { return false }
        try await add(secret, key)
        return true
    }

    /// Makes a key and its file; nothing is signed with it before it has been published and `load`ed.
    func make(_ id: EntityID, activeFrom: Instant) throws -> SigningKey {
        let secret = Curve25519.Signing.PrivateKey()
        try SecretFile.write(Array(secret.rawRepresentation.base64URL.utf8), to: path(id))
        return SigningKey(id: id, publicKey: secret.publicKey.rawRepresentation.base64URL, activeFrom: activeFrom)
    }

    /// Forgets a key and its file.
    func remove(_ id: EntityID) {
        signers.withLock { $0.removeAll { $0.id == id } }
        SecretFile.remove(path(id))
    }

    /// Signs with the newest key that is active.
    func sign(_ token: some JWTPayload, at now: Instant) async throws -> String {
        let newest = signers.withLock { signers in
            signers.filter { $0.activeFrom <= now }.max { ($0.activeFrom, $0.id) < ($1.activeFrom, $1.id) }
        }
        guard let newest else { throw NoSigningKey() }
        return try await newest.keys.sign(token, kid: JWKIdentifier(string: newest.id.description))
    }

    struct NoSigningKey: Error {}

    private func add(_ secret: Curve25519.Signing.PrivateKey, _ key: SigningKey) async throws {
        let keys = JWTKeyCollection()
        await keys.add(
            eddsa: EdDSA.PrivateKey(backing: secret), kid: JWKIdentifier(string: key.id.description))
        let signer = Signer(id: key.id, activeFrom: key.activeFrom, keys: keys)
        signers.withLock { signers in
            signers.removeAll { $0.id == key.id }
            signers.append(signer)
        }
    }

    private func path(_ id: EntityID) -> String { "\(directory)/signing-key-\(id)" }
}
