import Foundation

/// A span of whole days and of seconds (RFC 5545 §3.3.6). Days follow the clock on the wall, so that one may be 23 or
/// 25 hours long; seconds are exact. Both have the same sign.
public struct CalendarDuration: Hashable, Sendable {
    public let days: Int
    public let seconds: Int

    public init(days: Int = 0, seconds: Int = 0) {
        self.days = days
        self.seconds = seconds
    }

    /// So many exact minutes; below zero for before.
    public static func minutes(_ minutes: Int) -> CalendarDuration {
        CalendarDuration(seconds: minutes * 60)
    }

    /// Whether it leads back in time.
    public var isNegative: Bool {
        days < 0 || seconds < 0
    }
}

extension CalendarTime {
    /// Days first and by the clock, then seconds exactly.
    public func adding(_ duration: CalendarDuration) -> CalendarTime {
        let moved = with(local: local.adding(seconds: duration.days * 86_400))
        guard duration.seconds != 0 else { return moved }
        switch moved {
        case .date, .floating: return with(local: moved.local.adding(seconds: duration.seconds))
        case .utc(let instant): return .utc(instant.addingTimeInterval(TimeInterval(duration.seconds)))
        case .zoned(let local, let zone):
            let end = zone.instant(of: local).addingTimeInterval(TimeInterval(duration.seconds))
            return .zoned(zone.local(at: end), zone)
        }
    }
}
