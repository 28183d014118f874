import Foundation
import Logging
import Messages
import ServiceKit
import Store

/// Makes and replaces the key that tokens are signed with.
struct KeyRotation: Sendable {
    let store: ServiceStore
    let keyring: SigningKeyring
    let tokenLifetime: Duration
    let logger: Logger
    /// How long services have to hear of a new key before anything is signed with it.
    static let notice = Duration.seconds(60)

    /// At the start: takes up the keys there are; makes the first one, or another where no key's file is left.
    func start() async throws {
        for id in try await store.read({ try SigningKeys().fetchRetired($0) }) { keyring.remove(id) }
        var isReady = false
        let now = store.world.now()
        for key in try await store.read({ try SigningKeys().fetch($0) }) {
            let isLoaded = try await keyring.load(key)
            if !isLoaded { logger.error("the file of a signing key is missing", metadata: ["kid": "\(key.id)"]) }
            isReady = isReady || (isLoaded && key.activeFrom <= now)
        }
        if !isReady { _ = try await publish(activeFrom: now, cause: .system) }
    }

    /// A new key, in use after `notice`; the present one is retired when its last token has expired. A compromised one is
    /// retired at once: every token signed with it is refused from now on, and so are new ones by a service that has not
    /// heard of the new key yet.
    func rotate(isCompromised: Bool, cause: Cause) async throws -> RecordVersion {
        let now = store.world.now()
        return try await publish(
            activeFrom: isCompromised ? now : now.adding(Self.notice), isCompromised: isCompromised, cause: cause)
    }

    private func publish(
        activeFrom: Instant, isCompromised: Bool = false, cause: Cause
    ) async throws -> RecordVersion {
        let key = try keyring.make(store.world.newID(), activeFrom: activeFrom)
        let lifetime = tokenLifetime
        let (version, earlier) = try await store.write(cause: cause) { transaction in
            let earlier = try SigningKeys().fetch(transaction.db)
            let publishing = PublishSigningKey(
                key: key, earlier: earlier, tokenLifetime: lifetime, isCompromised: isCompromised)
            return (try publishing.execute(in: transaction), earlier)
        }
        guard try await keyring.load(key) else { throw SigningKeyring.NoSigningKey() }
        if isCompromised { for old in earlier { keyring.remove(old.id) } }
        return version
    }
}
