import Messages
import ServiceHTTP
import ServiceKit
import Store
import Synchronization

/// Tickets that tell services where a session's requests come from (ACC-5): signed once for a session and address, and
/// sent with every request for half of its life.
struct ClientTickets: Sendable {
    let keyring: SigningKeyring
    let store: ServiceStore
    /// That of tokens: a key is retired when the last token signed with it has expired, and so have the tickets then.
    let lifetime: Duration
    private let made = Made()

    init(keyring: SigningKeyring, store: ServiceStore, lifetime: Duration) {
        self.keyring = keyring
        self.store = store
        self.lifetime = lifetime
    }

    func ticket(for session: EntityID, at address: String) async throws -> String {
        let (now, key) = (store.world.now(), Made.Key(session: session, address: address))
        if let known = made.table.withLock({ $0[key] }), now < known.until { return known.text }
        let ticket = ClientTicket(
            site: store.site, session: session, address: address, expiresAt: now.adding(lifetime))
        let text = try await keyring.sign(ticket, at: now)
        let until = now.adding(lifetime / 2)
        made.table.withLock { $0.set(key, Made.Ticket(text: text, until: until)) }
        return text
    }

    private final class Made: Sendable {
        struct Key: Hashable {
            let session: EntityID
            let address: String
        }

        struct Ticket {
            let text: String
            let until: Instant
        }

        let table = Mutex(BoundedTable<Key, Ticket>(limit: 5000))
    }
}
