import GRDB
import Messages
import Store

/// Publishes rows of the outbox once more, as they were: for a consumer that lost what it had taken in. Consumers drop
/// what they know. A page at a time, so that the writer is never held for long and the relay is not flooded.
public struct OutboxResend: Codable, Sendable, Hashable {
    public static let perPage = 1000
    /// The subjects of what was published again, which is never taken for a first time.
    static let prefix = "resend/"

    /// Written at this time or later.
    public var since: Instant
    /// Written before this time.
    public var until: Instant?
    public var exchange: String?
    /// The beginning of the routing key.
    public var keyPrefix: String?
    /// The place in the outbox where the last page ended; at first nothing.
    public var after: Int64?
    /// The last place looked at, as the first page said; what is published meanwhile is not published again.
    public var upTo: Int64?

    public init(
        since: Instant, until: Instant? = nil, exchange: String? = nil, keyPrefix: String? = nil, after: Int64? = nil,
        upTo: Int64? = nil
    ) {
        self.since = since
        self.until = until
        self.exchange = exchange
        self.keyPrefix = keyPrefix
        self.after = after
        self.upTo = upTo
    }

    public struct Page: Codable, Sendable, Hashable {
        /// How many were published again.
        public var count: Int
        public var after: Int64
        public var upTo: Int64
        public var isLast: Bool
        /// How many wait for the broker now: who asks for more should wait while they are many.
        public var pending: Int64
    }

    /// Copies the next rows to the end of the outbox.
    public func nextPage(_ store: ServiceStore, cause: Cause) async throws -> Page {
        try await store.write(cause: cause, priority: .background) { transaction in
            let highest = try Int64.fetchOne(transaction.db, sql: "SELECT max(seq) FROM outbox") ?? 0
            let upTo = upTo ?? highest
            let rows = try rows(transaction.db, upTo: upTo)
            for row in rows {
                try transaction.publishAgain(
                    row, exchange: row.exchange, routingKey: row.routingKey,
                    subject: Self.prefix + (row.subject ?? "message/\(row.id)"))
            }
            if !rows.isEmpty { try note(rows, transaction) }
            let position = try Int64.fetchOne(transaction.db, sql: "SELECT position FROM relay") ?? 0
            let isLast = rows.count < Self.perPage
            return Page(
                count: rows.count, after: isLast ? upTo : rows.last?.seq ?? upTo, upTo: upTo, isLast: isLast,
                pending: highest + Int64(rows.count) - position)
        }
    }

    private func rows(_ db: Database, upTo: Int64) throws -> [OutboxRow] {
        try OutboxRow.fetchAll(
            db,
            sql: Self.query,
            arguments: [
                "after": after ?? 0, "upTo": upTo, "since": since, "until": until, "exchange": exchange,
                "key": keyPrefix, "resent": Self.prefix, "limit": Self.perPage,
            ])
    }

    /// Copies of records that one service was sent alone are left out, unless they are asked for by their exchange.
    private static let query = """
        SELECT * FROM outbox
        WHERE seq > :after AND seq <= :upTo AND at >= :since AND (:until IS NULL OR at < :until)
          AND (CASE WHEN :exchange IS NULL THEN exchange != 'quen.bootstrap' ELSE exchange = :exchange END)
          AND (:key IS NULL OR substr(routingKey, 1, length(:key)) = :key)
          AND (subject IS NULL OR substr(subject, 1, length(:resent)) != :resent)
        ORDER BY seq LIMIT :limit
        """

    private func note(_ rows: [OutboxRow], _ transaction: Transaction) throws {
        try transaction.audit(
            "outbox resend", subject: nil,
            details: [
                "from": "\(rows.first?.seq ?? 0)", "to": "\(rows.last?.seq ?? 0)", "count": "\(rows.count)",
                "exchange": exchange ?? "", "key": keyPrefix ?? "",
            ])
    }
}
