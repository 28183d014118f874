import Foundation
import GRDB
import Logging
import Messages
import ServiceHTTP
import ServiceKit
import Store
import Synchronization

/// Where programs get their access tokens (ACC-4): short-lived signed ones for the token that they were given, so that
/// services need know nothing of programs. They are kept in memory while they are good.
final class ProgramDesk: Sendable {
    /// Tokens remembered; of more the longest unused are looked up anew.
    static let remembered = 1000
    /// A kept access token is not handed out in its last moments: a request takes a while to arrive.
    static let margin = Duration.seconds(30)
    /// How often the refusal of one token is worth a line in the audit.
    static let noteEvery = Duration.seconds(3600)

    struct Granted: Sendable {
        var program: EntityID
        var accessToken: String
        var expiresAt: Instant
    }

    private struct Kept: Sendable {
        var granted: Granted
        var secretHash: Data
    }

    private let store: ServiceStore
    private let keyring: SigningKeyring
    private let lifetime: Duration
    private let logger: Logger
    private let kept = Mutex(BoundedTable<EntityID, Kept>(limit: remembered / 2))
    private let refused = Mutex(BoundedTable<EntityID, Instant>(limit: remembered / 2))

    init(store: ServiceStore, keyring: SigningKeyring, lifetime: Duration, logger: Logger) {
        self.store = store
        self.keyring = keyring
        self.lifetime = lifetime
        self.logger = logger
    }

    /// Throws `TokenError` for what is no token, or one that is not good any more.
    func exchange(_ text: String, cause: Cause) async throws -> Granted {
        guard let secret = APISecret(text) else { throw TokenError.invalid }
        let now = store.world.now()
        if let known = kept.withLock({ $0[secret.id] }), secret.matches(known.secretHash),
            now.adding(Self.margin) < known.granted.expiresAt
        {
            return known.granted
        }
        let token = try await token(secret, at: now, cause)
        let granted = try await grant(token, at: now)
        kept.withLock { $0.set(secret.id, Kept(granted: granted, secretHash: token.secretHash)) }
        return granted
    }

    /// Called once it is revoked.
    func forget(_ id: EntityID) { kept.withLock { $0.remove(id) } }

    private func token(_ secret: APISecret, at now: Instant, _ cause: Cause) async throws -> APIToken {
        let token = try await store.read { try APIToken.fetchOne($0, key: secret.id) }
        guard let token else { throw TokenError.invalid }
        let refusal: TokenError? =
            if !secret.matches(token.secretHash) {
                .invalid
            } else {
                switch token.state(at: now) {
                case .active: nil
                case .expired: .expired
                case .revoked: .ended
                }
            }
        guard let refusal else { return token }
        await note(refusal, of: token.id, at: now, cause)
        throw refusal
    }

    private func grant(_ token: APIToken, at now: Instant) async throws -> Granted {
        let program = Person(
            account: token.id, employee: nil, branch: token.branchId, session: token.id,
            permissions: Set(token.permissions))
        let life = min(lifetime, token.expiresAt.since(now))
        let signed = try await keyring.sign(
            AccessToken(site: store.site, person: program, permissionVersion: 1, issuedAt: now, lifetime: life),
            at: now)
        if token.lastUsedOn != LocalZone.vietNam.day(of: now) { await noteUse(of: token.id) }
        return Granted(program: token.id, accessToken: signed, expiresAt: now.adding(life))
    }

    /// A note that cannot be taken is no reason to turn the program away.
    private func noteUse(of id: EntityID) async {
        do {
            try await store.write(priority: .background) { try NoteAPITokenUse(id: id).execute(in: $0) }
        } catch {
            logger.warning("the use of an API token was not noted", metadata: ["error": "\(error)"])
        }
    }

    private func note(_ refusal: TokenError, of id: EntityID, at now: Instant, _ cause: Cause) async {
        let isNew = refused.withLock { refused in
            if let last = refused[id], now < last.adding(Self.noteEvery) { return false }
            refused.set(id, now)
            return true
        }
        guard isNew else { return }
        logger.warning("an API token is refused", metadata: ["token": "\(id)", "reason": "\(refusal.code)"])
        do {
            try await store.write(cause: cause, priority: .background) {
                try NoteRefusedAPIToken(id: id, reason: refusal.code).execute(in: $0)
            }
        } catch {
            logger.warning("the refusal of an API token was not noted", metadata: ["error": "\(error)"])
        }
    }
}
