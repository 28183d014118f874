import Foundation

/// The number of an event among the events of its subject, without holes: a 6-digit epoch, raised by a
/// restore, and a 14-digit counter.
///
/// On the wire a zero-padded string of 20 characters, which sorts as text like the number;
/// in the store the number; as ETag the string in quotes.
public struct EventSequence: Hashable, Sendable, Comparable, LosslessStringConvertible {
    public let value: Int64

    public init(_ value: Int64) { self.value = value }
    public init?(_ text: String) {
        guard text.utf8.count == 20, let value = Instant.number(text.utf8.prefix(20)), value > 0 else { return nil }
        self.value = value
    }

    public static let first = EventSequence(1)
    public static func < (a: EventSequence, b: EventSequence) -> Bool { a.value < b.value }
    public var next: EventSequence { EventSequence(value + 1) }
    /// Whether this is the event that directly follows `earlier`: the next number, or the first of a later epoch.
    public func follows(_ earlier: EventSequence) -> Bool {
        value - 1 == earlier.value || epoch > earlier.epoch && isFirst
    }
    /// Whether it is of a record's first event.
    public var isFirst: Bool { value % Self.countersPerEpoch == 1 }
    public var epoch: Int64 { value / Self.countersPerEpoch }
    public var description: String { Instant.padded(value, 20) }
    public var etag: String { "\"\(description)\"" }

    /// Reads an `If-Match` or `If-None-Match` value: one strong entity tag.
    public init?(etag: String) {
        guard etag.count == 22, etag.hasPrefix("\""), etag.hasSuffix("\"") else { return nil }
        self.init(String(etag.dropFirst().dropLast()))
    }

    static let countersPerEpoch: Int64 = 100_000_000_000_000
}

extension EventSequence: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let sequence = EventSequence(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a sequence has 20 digits")
        }
        self = sequence
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
