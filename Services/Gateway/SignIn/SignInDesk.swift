import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Where people get their tokens: checks passwords outside transactions, decides inside one, signs after its commit.
struct SignInDesk: Sendable {
    let store: ServiceStore
    let hasher: PasswordHasher
    let keyring: SigningKeyring
    let throttle: SignInThrottle
    let settings: GatewaySettings

    struct Tokens: Encodable, Sendable {
        var accessToken: String
        /// Seconds.
        var expiresIn: Int
        var refreshToken: String
        var tokenType = "Bearer"
    }

    /// Throws `HTTPProblem`: 401 for a wrong name or password alike, 403 where suspended, 429 where tried too often.
    func signIn(name: String, password: String, origin: Origin, cause: Cause) async throws -> Tokens {
        let name = SignInName.folded(name)
        try wait(name, origin)
        let found = try await store.read { try AccountWithPassword.fetch(signInName: name, $0) }
        let isRight = try await hasher.matches(String(password.prefix(PasswordRule.maximumBytes)), found?.hash)
        var cause = cause
        cause.actor = found?.account.id
        guard isRight, let found, let hash = found.hash else {
            try await store.write(cause: cause) { transaction in
                try NoteFailedSignIn(account: found?.account.id, origin: origin).execute(in: transaction)
            }
            throw SignInRefusal.failed.problem
        }
        throttle.succeeded(name: name, address: origin.addressKey, at: store.world.now())
        let rehashed = hasher.isOutdated(hash) ? try await hasher.hash(password) : nil
        let lifetime = settings.tokenLifetime
        let outcome = try await store.write(cause: cause) { transaction in
            try StartSession(
                account: found.account.id, comparedWith: hash.description, rehashed: rehashed, origin: origin,
                tokenLifetime: lifetime
            ).execute(in: transaction)
        }
        return try await tokens(outcome)
    }

    func refresh(_ text: String, cause: Cause) async throws -> Tokens {
        let (limits, lifetime) = (settings.sessionLimits, settings.tokenLifetime)
        let outcome = try await store.write(cause: cause) { transaction in
            try RefreshSession(token: SecretToken(text), limits: limits, tokenLifetime: lifetime)
                .execute(in: transaction)
        }
        return try await tokens(outcome)
    }

    /// Throws `AccountError.wrongOldPassword` or `PasswordError`.
    func changePassword(of person: Person, from old: String, to new: String, origin: Origin, cause: Cause) async throws
    {
        let found = try await store.read { try AccountWithPassword.fetch(id: person.account, $0) }
        guard let found else { throw TokenError.invalid }
        try wait(found.account.signInName, origin)
        guard try await hasher.matches(old, found.hash) else { throw AccountError.wrongOldPassword }
        throttle.succeeded(name: found.account.signInName, address: origin.addressKey, at: store.world.now())
        let hash = try await hash(new, for: found.account.signInName)
        try await store.write(cause: cause) { transaction in
            try ChangePassword(account: person.account, hash: hash, keeping: person.session).execute(in: transaction)
        }
    }

    /// Throws `PasswordError` where the rules do not allow it.
    func hash(_ password: String, for signInName: String) async throws -> PasswordHash {
        try PasswordRule.check(password, signInName: SignInName.folded(signInName))
        return try await hasher.hash(password)
    }

    private func wait(_ name: String, _ origin: Origin) throws {
        let wait = throttle.begin(name: name, address: origin.addressKey, at: store.world.now())
        if let wait { throw HTTPProblem.tooMany(wait) }
    }

    private func tokens(_ outcome: Result<SessionGrant, SignInRefusal>) async throws -> Tokens {
        let grant: SessionGrant
        switch outcome {
        case .success(let granted): grant = granted
        case .failure(let refusal): throw refusal.problem
        }
        let token = AccessToken(
            site: store.site, person: grant.person, permissionVersion: grant.permissionVersion,
            issuedAt: grant.issuedAt, lifetime: settings.tokenLifetime)
        return Tokens(
            accessToken: try await keyring.sign(token, at: grant.issuedAt),
            expiresIn: Int(settings.tokenLifetime.components.seconds), refreshToken: grant.refreshToken.text)
    }
}
