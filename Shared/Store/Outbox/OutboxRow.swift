import Foundation
import GRDB
import Messages

/// A message to be published, as the outbox keeps it.
public struct OutboxRow: Sendable, Hashable {
    /// The place in the outbox; 0 until it is written.
    public var seq: Int64
    public var id: EntityID
    public var exchange: String
    public var routingKey: String
    public var isMandatory: Bool
    /// Messages of one subject are published in order, one after the other.
    public var subject: String?
    public var sequence: EventSequence?
    public var type: String
    public var correlationId: String?
    public var traceparent: String?
    public var at: Instant
    public var body: [UInt8]
}

extension OutboxRow: FetchableRecord {
    public init(row: Row) throws {
        seq = row["seq"]
        id = row["id"]
        exchange = row["exchange"]
        routingKey = row["routingKey"]
        isMandatory = row["isMandatory"]
        subject = row["subject"]
        sequence = row["sequence"]
        type = row["type"]
        correlationId = row["correlationId"]
        traceparent = row["traceparent"]
        at = row["at"]
        body = Array(row["body"] as Data)
    }

    /// Writes the row and learns its place.
    mutating func insert(_ db: Database) throws {
        try db.cachedStatement(sql: Self.insertion).execute(arguments: [
            id, exchange, routingKey, isMandatory, subject, sequence, type, correlationId, traceparent, at, Data(body),
        ])
        seq = db.lastInsertedRowID
    }

    private static let insertion = """
        INSERT INTO outbox(id, exchange, routingKey, isMandatory, subject, sequence, type, correlationId, traceparent, at, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
