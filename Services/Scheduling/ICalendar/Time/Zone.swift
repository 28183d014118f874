import Foundation

/// What turns a wall-clock time into an instant.
public enum Zone: Hashable, Sendable {
    /// One of the IANA database, by Foundation.
    case iana(TimeZone)
    /// One that a calendar file defines itself in a `VTIMEZONE` (RFC 5545 §3.6.5).
    case defined(ZoneDefinition)

    /// Times in this zone are written with a `Z` (RFC 5545 §3.3.5, form 2).
    public static let utc = Zone.iana(.gmt)

    /// Nil if Foundation does not know the identifier, such as `Asia/Ho_Chi_Minh`.
    public init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self = .iana(zone)
    }

    /// The `TZID`.
    public var identifier: String {
        switch self {
        case .iana(let zone): zone.identifier
        case .defined(let definition): definition.identifier
        }
    }

    /// Seconds east of UTC.
    public func offset(at instant: Date) -> Int {
        switch self {
        case .iana(let zone): zone.secondsFromGMT(for: instant)
        case .defined(let definition): definition.offset(at: instant)
        }
    }

    /// What the clock on the wall shows at an instant, in whole seconds.
    public func local(at instant: Date) -> LocalDateTime {
        let seconds = min(max(instant.timeIntervalSince1970, -1e11), 1e12).rounded(.down)
        return LocalDateTime(secondNumber: Int(seconds) + offset(at: instant))
    }

    /// The instant of a wall-clock time. One that occurs twice is the first of the two; one that the clock jumps over
    /// is taken with the offset before the gap (RFC 5545 §3.3.5).
    public func instant(of local: LocalDateTime) -> Date {
        let seconds = local.secondNumber
        // A day to either side is outside any gap or overlap at this time; no zone changes twice within two days.
        let before = offset(at: Self.date(seconds - 86_400))
        let after = offset(at: Self.date(seconds + 86_400))
        let early = Self.date(seconds - before)
        if before == after || offset(at: early) == before { return early }
        let late = Self.date(seconds - after)
        return offset(at: late) == after ? late : early
    }

    private static func date(_ seconds: Int) -> Date {
        Date(timeIntervalSince1970: TimeInterval(seconds))
    }
}
