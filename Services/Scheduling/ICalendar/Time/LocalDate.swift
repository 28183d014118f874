/// A day of the Gregorian calendar without a time or a zone (`DATE`, RFC 5545 §3.3.4).
public struct LocalDate: Hashable, Sendable {
    /// 1 to 9999, as four digits are all the format has.
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil for a day that does not exist, such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The number of days of a month, 28 to 31.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}

extension LocalDate: Comparable {
    public static func < (left: LocalDate, right: LocalDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension LocalDate {
    /// From Monday to Sunday, by the Gregorian calendar.
    public var weekday: Weekday {
        DayNumber.weekday(of: dayNumber)
    }

    /// Days since 1 January 1970.
    var dayNumber: Int {
        DayNumber.of(year: year, month: month, day: day)
    }

    /// For a number inside the years 1 to 9999.
    init(dayNumber: Int) {
        (year, month, day) = DayNumber.civil(dayNumber)
    }

    func adding(days: Int) -> LocalDate {
        LocalDate(dayNumber: DayNumber.clamped(dayNumber + days))
    }
}
