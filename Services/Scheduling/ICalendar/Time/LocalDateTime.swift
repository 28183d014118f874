/// A time as the clock on the wall shows it; which instant it is depends on a `Zone` (RFC 5545 §3.3.5).
public struct LocalDateTime: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int

    /// Nil for a day or a time of day that does not exist. A leap second, 60, is read as 59: Foundation has none.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard let date = LocalDate(year: year, month: month, day: day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        self.init(date, secondOfDay: hour * 3600 + minute * 60 + min(second, 59))
    }

    /// Midnight at the beginning of a day.
    public init(_ date: LocalDate) {
        self.init(date, secondOfDay: 0)
    }

    init(_ date: LocalDate, secondOfDay: Int) {
        (year, month, day) = (date.year, date.month, date.day)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }

    /// The day without the time.
    public var date: LocalDate {
        LocalDate(dayNumber: dayNumber)
    }
}

extension LocalDateTime: Comparable {
    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.secondNumber < right.secondNumber
    }
}

extension LocalDateTime {
    var dayNumber: Int {
        DayNumber.of(year: year, month: month, day: day)
    }

    var secondOfDay: Int {
        hour * 3600 + minute * 60 + second
    }

    /// Seconds since 1970 as if the clock showed UTC.
    var secondNumber: Int {
        dayNumber * 86_400 + secondOfDay
    }

    /// Kept inside the years 1 to 9999.
    init(secondNumber: Int) {
        let day = DayNumber.floorDivide(secondNumber, 86_400)
        self.init(LocalDate(dayNumber: DayNumber.clamped(day)), secondOfDay: secondNumber - day * 86_400)
    }

    /// Wall-clock arithmetic: a day is always 24 hours long.
    func adding(seconds: Int) -> LocalDateTime {
        LocalDateTime(secondNumber: secondNumber + seconds)
    }

    /// The first and last times that can be written.
    static let earliest = LocalDateTime(LocalDate(dayNumber: DayNumber.first))
    static let latest = LocalDateTime(LocalDate(dayNumber: DayNumber.last), secondOfDay: 86_399)
}
