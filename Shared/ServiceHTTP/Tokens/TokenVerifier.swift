import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Checks tokens with what the service has learnt by event: signing keys, ended sessions, suspended accounts, permission
/// versions, the branch and the standing of the employee. A request that goes round the Gateway gains nothing. Only whether a
/// signature is genuine is remembered, never whether its bearer may still come in: an event holds from its commit on.
public struct TokenVerifier: Sendable {
    private let kernel: ServiceKernel
    private let tokens: SignatureCheck<AccessToken>
    private let tickets: SignatureCheck<ClientTicket>
    private var store: ServiceStore { kernel.store }

    public init(kernel: ServiceKernel) {
        self.kernel = kernel
        tokens = SignatureCheck(kernel.store, longest: 16_384, remembering: 2000)
        tickets = SignatureCheck(kernel.store, longest: 2048, remembering: 2000)
    }

    /// Throws `TokenError`.
    public func person(bearer text: String) async throws -> Person {
        guard let token = try await tokens.signed(text) else { throw TokenError.invalid }
        let payload = token.payload
        let now = store.world.now()
        let seconds = now.milliseconds / 1000
        guard payload.iss == store.site, payload.iat <= seconds + 60 else { throw TokenError.invalid }
        guard payload.exp > seconds else { throw TokenError.expired }
        guard await kernel.canJudge(tokenMadeAt: payload.issuedAt) else { throw TokenError.outdated }
        return try await store.read { db in
            guard try token.isInForce(db) else { throw TokenError.invalid }
            return try Self.standing(of: payload, at: now, db).get()
        }
    }

    /// The client's address that a ticket of the Gateway's for this session tells; nothing where it is not to be believed.
    func address(ticket: String, of session: EntityID) async throws -> String? {
        let now = store.world.now().milliseconds / 1000
        return try await tickets.signed(ticket)?.payload.address(of: session, site: store.site, at: now)
    }

    /// The person behind a genuine token as the service knows them now.
    private static func standing(of token: AccessToken, at now: Instant, _ db: Database) throws
        -> Result<Person, TokenError>
    {
        let ended = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM sessionCopy WHERE id = ?)"), arguments: [token.sid])
        if ended == true { return .failure(.ended) }
        let account = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT isSuspended, permissionVersion FROM accountCopy WHERE id = ?"),
            arguments: [token.sub])
        if let account {
            if account["isSuspended"] { return .failure(.ended) }
            if (account["permissionVersion"] as Int) > token.pv { return .failure(.outdated) }
        }
        return try token.person.present(at: now, db).map { .success($0) } ?? .failure(.ended)
    }
}

/// Why a token does not open the door; all are answered with 401.
public enum TokenError: Error, Sendable {
    case missing, invalid, expired, ended
    /// The account's permissions changed since, or this service was away and cannot judge a token made before it came
    /// back: the client refreshes it.
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
