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

    /// A new key, in use after `notice`; the present one is retired when its last token has expired.
    func rotate(cause: Cause) async throws -> RecordVersion {
        try await publish(activeFrom: store.world.now().adding(Self.notice), cause: cause)
    }

    private func publish(activeFrom: Instant, cause: Cause) async throws -> RecordVersion {
        let key = try keyring.make(store.world.newID(), activeFrom: activeFrom)
        let lifetime = tokenLifetime
        let version = try await store.write(cause: cause) { transaction in
            let earlier = try SigningKeys().fetch(transaction.db)
            return try PublishSigningKey(key: key, earlier: earlier, tokenLifetime: lifetime).execute(in: transaction)
        }
        guard try await keyring.load(key) else { throw SigningKeyring.NoSigningKey() }
        return version
    }
}
