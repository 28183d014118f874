import Crypto
import Foundation
import GRDB
import JWTKit
import Messages
import ServiceKit
import Store
import Synchronization

/// What a text signed by the Gateway says, and by which of its keys.
struct Signed<Payload: JWTPayload & Sendable>: Sendable {
    let payload: Payload
    let keyID: EntityID
    let publicKey: String

    /// Whether that key still counts: it may have been retired since the signature was checked.
    func isInForce(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM signingKeyCopy WHERE id = ? AND publicKey = ? AND NOT isRetired)
                    """), arguments: [keyID, publicKey]) ?? false
    }
}

/// Checks signatures (EdDSA; RFC 8037) by the keys that the service has learnt by event. Remembers by their digests the
/// texts that it found genuine: the same token comes with every request of a session, and checking it and reading its 150
/// permissions again took a sixth of each. Nothing that may change is remembered, and no token is.
final class SignatureCheck<Payload: JWTPayload & Sendable>: Sendable {
    private let store: ServiceStore
    private let longest: Int
    private let known: Mutex<BoundedTable<SHA256Digest, Signed<Payload>>>

    /// Texts of more than `longest` bytes are genuine to nobody; some `remembering` to twice as many are remembered.
    init(_ store: ServiceStore, longest: Int, remembering limit: Int) {
        self.store = store
        self.longest = longest
        known = Mutex(BoundedTable(limit: limit))
    }

    /// Nothing where the text is not genuine, or its key is retired. Whoever relies on the key asks `isInForce` as well.
    func signed(_ text: String) async throws -> Signed<Payload>? {
        guard text.utf8.count <= longest else { return nil }
        let digest = SHA256.hash(data: Data(text.utf8))
        if let known = known.withLock({ $0[digest] }) { return known }
        guard let keyID = Self.keyID(of: text), let publicKey = try await publicKey(keyID) else { return nil }
        let keys = JWTKeyCollection()
        await keys.add(
            eddsa: try EdDSA.PublicKey(x: publicKey, curve: .ed25519), kid: JWKIdentifier(string: keyID.description))
        let payload: Payload
        do { payload = try await keys.verify(text, as: Payload.self) } catch { return nil }
        let signed = Signed(payload: payload, keyID: keyID, publicKey: publicKey)
        known.withLock { $0.set(digest, signed) }
        return signed
    }

    /// Only EdDSA: a token that names another algorithm, or none, is refused before any key is looked at.
    private static func keyID(of token: String) -> EntityID? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64URL: String(parts[0])),
            let header = try? JSONDecoder().decode(SignedHeader.self, from: data), header.alg == "EdDSA"
        else { return nil }
        return EntityID(header.kid)
    }

    private func publicKey(_ keyID: EntityID) async throws -> String? {
        try await store.read { db in
            try String.fetchOne(
                db, sql: "SELECT publicKey FROM signingKeyCopy WHERE id = ? AND NOT isRetired", arguments: [keyID])
        }
    }
}

private struct SignedHeader: Decodable {
    var alg: String
    var kid: String
}
