import GRDB

/// What a store says of itself: whose it is, which release it needs, and how far it had come.
public struct StoreFacts: Codable, Sendable, Hashable {
    public var service: String
    public var site: String
    /// Raised by every restore; the first six digits of a sequence.
    public var epoch: Int64
    /// The migrations that have been applied, in alphabetical order.
    public var migrations: [String]
    /// How far the broker had confirmed.
    public var relayPosition: Int64
    /// The place of the newest row of the outbox; 0 where there was never one.
    public var outboxHighest: Int64

    init(_ db: Database) throws {
        guard let identity = try Row.fetchOne(db, sql: "SELECT service, site, epoch FROM identity") else {
            throw StoreError.foreign(expected: "a store", found: "a file that belongs to nobody")
        }
        service = identity["service"]
        site = identity["site"]
        epoch = identity["epoch"]
        migrations = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
        relayPosition = try Int64.fetchOne(db, sql: "SELECT position FROM relay") ?? 0
        // Rows that were published long ago are gone; their numbers are not given again.
        outboxHighest = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'") ?? 0
    }
}
