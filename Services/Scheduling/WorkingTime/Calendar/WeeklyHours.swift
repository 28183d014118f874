/// The working hours of a week, as local times of day.
public struct WeeklyHours: Sendable, Hashable {
    /// From Monday to Sunday; minutes from midnight, 0 to 1440.
    private let days: [IntervalSet]

    /// - Parameter hours: by ISO weekday (1 is Monday); a day not named is free. A list may be unsorted and overlap.
    ///   What lies outside 0 to 1440 is cut off: a night shift is written as an interval to 1440 and one from 0 on the
    ///   next day, which join without a gap (FORMAT 1.6).
    public init(_ hours: [Int: [Interval]]) {
        days = (1...7).map { Self.withinDay(hours[$0] ?? []) }
    }

    /// The same hours on several days.
    public init(weekdays: some Sequence<Int>, _ hours: [Interval]) {
        self.init(Dictionary(weekdays.map { ($0, hours) }) { first, _ in first })
    }

    /// Monday to Friday, 08:00 to 12:00 and 13:30 to 17:30.
    public static let office = WeeklyHours(weekdays: 1...5, [Interval(480, 720), Interval(810, 1050)])
    /// Every minute of every day.
    public static let always = WeeklyHours(weekdays: 1...7, [Interval(0, 1440)])

    /// - Parameter weekday: 1 to 7; any other has no hours.
    public subscript(weekday: Int) -> IntervalSet {
        days.indices.contains(weekday - 1) ? days[weekday - 1] : IntervalSet()
    }

    /// The weekly rest days (Labour Code 2019, Art. 111).
    public var restDays: Set<Int> { Set((1...7).filter { self[$0].isEmpty }) }
    public var minutesPerWeek: Int { days.reduce(0) { $0 + $1.minutes } }

    static func withinDay(_ hours: [Interval]) -> IntervalSet { IntervalSet(hours).clipped(to: Interval(0, 1440)) }
}
