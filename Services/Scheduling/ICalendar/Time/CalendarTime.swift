import Foundation

/// A day, or a time in one of the three forms of RFC 5545 §3.3.5.
public enum CalendarTime: Hashable, Sendable {
    /// A whole day wherever the reader is (`VALUE=DATE`).
    case date(LocalDate)
    /// The same time on every wall, whatever the zone.
    case floating(LocalDateTime)
    case utc(Date)
    /// With a `TZID`.
    case zoned(LocalDateTime, Zone)

    /// By its own clock; midnight for a whole day.
    public var local: LocalDateTime {
        switch self {
        case .date(let date): LocalDateTime(date)
        case .floating(let local), .zoned(let local, _): local
        case .utc(let instant): Zone.utc.local(at: instant)
        }
    }

    /// Nil for days and floating times.
    public var zone: Zone? {
        switch self {
        case .date, .floating: nil
        case .utc: .utc
        case .zoned(_, let zone): zone
        }
    }

    /// Whether it is a whole day.
    public var isDate: Bool {
        if case .date = self { true } else { false }
    }

    /// - Parameter zone: where days and floating times are taken to be.
    public func instant(floatingIn zone: Zone) -> Date {
        if case .utc(let instant) = self { return instant }
        return (self.zone ?? zone).instant(of: local)
    }

    /// The same form with another local time, as the occurrences of a recurring entry need it.
    public func with(local: LocalDateTime) -> CalendarTime {
        switch self {
        case .date: .date(local.date)
        case .floating: .floating(local)
        case .utc: .utc(Zone.utc.instant(of: local))
        case .zoned(_, let zone): .zoned(local, zone)
        }
    }
}
