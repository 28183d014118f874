/// One date on which other hours stand in place of the weekday's and of a holiday's (FORMAT 2.2, `workingExceptions`).
public struct DayException: Sendable, Hashable {
    public enum Change: Sendable, Hashable {
        case closed
        /// Local times of day, in minutes from midnight.
        case hours([Interval])
        /// Worked by the hours of another weekday, as a swapped Saturday is.
        case likeWeekday(Int)
    }

    public let day: CivilDay
    public let change: Change

    public init(_ day: CivilDay, _ change: Change) { (self.day, self.change) = (day, change) }

    func hours(_ weekly: WeeklyHours) -> IntervalSet {
        switch change {
        case .closed: IntervalSet()
        case .hours(let hours): WeeklyHours.withinDay(hours)
        case .likeWeekday(let weekday): weekly[weekday]
        }
    }
}
