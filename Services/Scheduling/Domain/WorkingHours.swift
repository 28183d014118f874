import Foundation
import Messages

/// When the firm works: 08:00 to 17:30, Monday to Friday, in Viet Nam.
struct WorkingHours: Sendable, Hashable {
    var opensAt = 8 * 60
    var closesAt = 17 * 60 + 30
    /// ISO weekdays, 1 is Monday.
    var weekdays: Set<Int> = [1, 2, 3, 4, 5]
    var zone = LocalZone.vietNam

    static let firm = WorkingHours()

    /// The working time of a day; nothing on a free one.
    func span(of day: Day) -> TimeSpan? {
        guard weekdays.contains(day.weekday) else { return nil }
        return TimeSpan(
            startsAt: zone.instant(of: day, minutes: opensAt), endsAt: zone.instant(of: day, minutes: closesAt))
    }
}
