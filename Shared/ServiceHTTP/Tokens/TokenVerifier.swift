import Foundation
import GRDB
import JWTKit
import Messages
import ServiceKit
import Store
import Synchronization

/// Checks tokens with what the service has learnt by event: signing keys, ended sessions, suspended accounts, permission
/// versions. A request that goes round the Gateway gains nothing.
public struct TokenVerifier: Sendable {
    private let store: ServiceStore
    private let keys = KeyCache()

    public init(store: ServiceStore) { self.store = store }

    /// Throws `TokenError`.
    public func person(bearer token: String) async throws -> Person {
        guard token.utf8.count <= 16_384, let keyID = Self.keyID(of: token) else { throw TokenError.invalid }
        guard let collection = try await collection(for: keyID) else { throw TokenError.invalid }
        let payload: AccessToken
        do { payload = try await collection.verify(token, as: AccessToken.self) } catch { throw TokenError.invalid }
        let now = store.world.now().milliseconds / 1000
        guard payload.iss == store.site, payload.iat <= now + 60 else { throw TokenError.invalid }
        guard payload.exp > now else { throw TokenError.expired }
        try await checkStanding(of: payload)
        return payload.person
    }

    private func checkStanding(of token: AccessToken) async throws {
        let problem: TokenError? = try await store.read { db in
            let ended = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM sessionCopy WHERE id = ?)", arguments: [token.sid])
            if ended == true { return .ended }
            let account = try Row.fetchOne(
                db, sql: "SELECT isSuspended, permissionVersion FROM accountCopy WHERE id = ?", arguments: [token.sub])
            guard let account else { return nil }
            if account["isSuspended"] { return .ended }
            return (account["permissionVersion"] as Int) > token.pv ? .outdated : nil
        }
        if let problem { throw problem }
    }

    /// Only EdDSA: a token that names another algorithm, or none, is refused before any key is looked at.
    private static func keyID(of token: String) -> EntityID? {
        struct Header: Decodable {
            var alg: String
            var kid: String
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64URL: String(parts[0])),
            let header = try? JSONDecoder().decode(Header.self, from: data), header.alg == "EdDSA"
        else { return nil }
        return EntityID(header.kid)
    }

    private func collection(for keyID: EntityID) async throws -> JWTKeyCollection? {
        let row = try await store.read { db in
            try Row.fetchOne(
                db, sql: "SELECT publicKey, isRetired FROM signingKeyCopy WHERE id = ?", arguments: [keyID]
            )
            .map { (publicKey: $0["publicKey"] as String, isRetired: $0["isRetired"] as Bool) }
        }
        guard let row, !row.isRetired else { return nil }
        if let known = keys.collection(keyID, row.publicKey) { return known }
        let collection = JWTKeyCollection()
        await collection.add(
            eddsa: try EdDSA.PublicKey(x: row.publicKey, curve: .ed25519), kid: JWKIdentifier(string: keyID.description)
        )
        keys.keep(collection, keyID, row.publicKey)
        return collection
    }

    private final class KeyCache: Sendable {
        private let known = Mutex<[String: JWTKeyCollection]>([:])
        func collection(_ id: EntityID, _ key: String) -> JWTKeyCollection? { known.withLock { $0["\(id) \(key)"] } }
        func keep(_ collection: JWTKeyCollection, _ id: EntityID, _ key: String) {
            known.withLock { known in
                if known.count >= 8 { known = [:] }
                known["\(id) \(key)"] = collection
            }
        }
    }
}

/// Why a token does not open the door; all are answered with 401.
public enum TokenError: Error, Sendable {
    case missing, invalid, expired, ended
    /// The account's permissions changed since: the client refreshes its token.
    case outdated

    public var code: String {
        switch self {
        case .missing: "token-missing"
        case .invalid: "token-invalid"
        case .expired: "token-expired"
        case .ended: "session-ended"
        case .outdated: "token-outdated"
        }
    }

    public var message: Bilingual {
        switch self {
        case .missing, .invalid: Bilingual(en: "Sign in first.", vi: "Hãy đăng nhập.")
        case .expired, .outdated:
            Bilingual(en: "Refresh the token, or sign in again.", vi: "Hãy làm mới phiên đăng nhập.")
        case .ended: Bilingual(en: "The session has ended. Sign in again.", vi: "Phiên đã kết thúc. Hãy đăng nhập lại.")
        }
    }
}

extension Data {
    /// RFC 4648 §5, without padding.
    package init?(base64URL text: String) {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4))
    }

    package var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
