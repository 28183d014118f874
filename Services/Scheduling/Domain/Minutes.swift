import Foundation
import Messages
import WorkingTime

/// Working time counts in whole minutes; what is stored, in milliseconds.
extension Instant {
    init(minute: Int) { self.init(milliseconds: Int64(minute) * 60_000) }

    /// The minute that it lies in.
    var minute: Int { Int((milliseconds - (milliseconds % 60_000 + 60_000) % 60_000) / 60_000) }

    /// The first whole minute that is not before it.
    var minuteRoundedUp: Int { milliseconds % 60_000 == 0 ? minute : minute + 1 }
}

extension TimeSpan {
    /// Every minute that it touches.
    var interval: Interval { Interval(startsAt.minute, endsAt.minuteRoundedUp) }

    init(_ interval: Interval) {
        self.init(startsAt: Instant(minute: interval.start), endsAt: Instant(minute: interval.end))
    }
}

extension Day {
    var civil: CivilDay { CivilDay(daysSince1970: Int(daysSince1970)) }

    init(_ day: CivilDay) { self.init(daysSince1970: Int64(day.daysSince1970)) }
}
