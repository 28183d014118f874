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
    let sealing: SealingKey
    let throttle: SignInThrottle
    let settings: GatewaySettings

    /// What somebody shows of themselves.
    struct Proof: Sendable {
        var password: String
        /// Of the authenticator, or a recovery code.
        var code: String?
    }

    struct Tokens: Encodable, Sendable {
        var accessToken: String
        /// Seconds.
        var expiresIn: Int
        var refreshToken: String
        var tokenType = "Bearer"
        /// The firm asks for a second factor that the account has not; until then it may do nothing with accounts.
        var lacksSecondFactor: Bool?
        /// For the next sign-in from this device.
        var deviceToken: String?
    }

    /// Throws `HTTPProblem`: 401 for a wrong name or password alike and for a missing or wrong code, 403 where suspended or
    /// where the password must be changed, 429 where tried too often.
    func signIn(
        name: String, _ proof: Proof, device: String?, origin: Origin, cause: Cause
    ) async throws -> Tokens {
        let name = SignInName.folded(name)
        let known = device.flatMap { DeviceToken($0, of: name, sealing) }
        var origin = origin
        if let known { (origin.addressKey, origin.isKnown) = (known.throttleKey, true) }
        try await wait(name, origin, cause)
        let found = try await store.read { try AccountWithPassword.fetch(signInName: name, $0) }
        var cause = cause
        cause.actor = found?.account.id
        guard try await isRight(proof.password, of: found), let found, let hash = found.hash else {
            try await note(.wrongPassword, of: found?.account.id, origin, cause)
            throw SignInRefusal.failed.problem
        }
        try await waitForCode(found, proof, origin, cause)
        let rehashed = hasher.isOutdated(hash) ? try await hasher.hash(proof.password) : nil
        let start = StartSession(
            account: found.account.id, comparedWith: hash.description, rehashed: rehashed, code: proof.code,
            origin: origin, sealing: sealing, limits: settings.sessionLimits, tokenLifetime: settings.tokenLifetime)
        let outcome = try await store.write(cause: cause) { try start.execute(in: $0) }
        // Only whoever showed everything has done with guessing.
        if outcome.showedAll { forgive(found, origin) }
        var tokens = try await tokens(outcome)
        tokens.deviceToken = (known ?? DeviceToken(of: name, sealing)).text
        return tokens
    }

    func refresh(_ text: String, cause: Cause) async throws -> Tokens {
        let (limits, lifetime) = (settings.sessionLimits, settings.tokenLifetime)
        let outcome = try await store.write(cause: cause) { transaction in
            try RefreshSession(token: SecretToken(text), limits: limits, tokenLifetime: lifetime)
                .execute(in: transaction)
        }
        return try await tokens(outcome)
    }

    /// Throws `PasswordError` where the rules do not allow it.
    func hash(_ password: String, for signInName: String) async throws -> PasswordHash {
        try PasswordRule.check(password, signInName: SignInName.folded(signInName))
        return try await hasher.hash(password)
    }

    /// Takes as long where there is no account, or none with a password.
    func isRight(_ password: String, of found: AccountWithPassword?) async throws -> Bool {
        try await hasher.matches(String(password.prefix(PasswordRule.maximumBytes)), found?.hash)
    }

    // MARK: Guessing

    /// Counts a try. Throws 429 where it may not be made yet; the first such refusal in a row is noted.
    func wait(_ name: String, _ origin: Origin, _ cause: Cause) async throws {
        let answer = throttle.begin(
            name: name, address: origin.addressKey, isKnown: origin.isKnown, at: store.world.now())
        guard case .wait(let wait, let isFirst) = answer else { return }
        if isFirst {
            let account = try await store.read { try AccountWithPassword.fetch(signInName: name, $0)?.account.id }
            try await note(.tooManyTries, of: account, origin, cause)
        }
        throw HTTPProblem.tooMany(wait)
    }

    /// Codes are short, and whoever guesses them knows the password already: from all strange addresses together an
    /// account has only so many tries.
    func waitForCode(_ found: AccountWithPassword, _ proof: Proof, _ origin: Origin, _ cause: Cause) async throws {
        guard found.hasSecondFactor, proof.code != nil else { return }
        let answer = throttle.beginCode(
            name: found.account.signInName, address: origin.addressKey, isKnown: origin.isKnown, at: store.world.now())
        guard case .wait(let wait, let isFirst) = answer else { return }
        if isFirst { try await note(.tooManyTries, of: found.account.id, origin, cause) }
        throw HTTPProblem.tooMany(wait)
    }

    func forgive(_ found: AccountWithPassword, _ origin: Origin) {
        throttle.succeeded(name: found.account.signInName, address: origin.addressKey, at: store.world.now())
    }

    func note(_ failure: NoteFailedSignIn.Failure, of account: EntityID?, _ origin: Origin, _ cause: Cause) async throws
    {
        try await store.write(cause: cause) { transaction in
            try NoteFailedSignIn(account: account, failure: failure, origin: origin).execute(in: transaction)
        }
    }

    private func tokens(_ outcome: Result<SessionGrant, SignInRefusal>) async throws -> Tokens {
        let grant: SessionGrant
        switch outcome {
        case .success(let granted): grant = granted
        case .failure(let refusal): throw refusal.problem
        }
        let lifetime = grant.expiresAt.since(grant.issuedAt)
        let token = AccessToken(
            site: store.site, person: grant.person, permissionVersion: grant.permissionVersion,
            issuedAt: grant.issuedAt, lifetime: lifetime)
        return Tokens(
            accessToken: try await keyring.sign(token, at: grant.issuedAt),
            expiresIn: Int(lifetime.components.seconds), refreshToken: grant.refreshToken.text,
            lacksSecondFactor: grant.lacksSecondFactor ? true : nil)
    }
}

extension Result<SessionGrant, SignInRefusal> {
    /// Whether password and code were both right, whatever came of it.
    fileprivate var showedAll: Bool {
        switch self {
        case .success: true
        case .failure(let refusal): refusal.showedAll
        }
    }
}
