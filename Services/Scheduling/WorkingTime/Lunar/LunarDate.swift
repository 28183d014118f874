/// A day of the Vietnamese lunar calendar, such as 10/3, the day of the Hùng Kings.
public struct LunarDate: Hashable, Sendable {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// Whether it is in the second of two months with that number (tháng nhuận).
    public let isLeapMonth: Bool
    /// 1 to 30.
    public let day: Int

    public init(year: Int, month: Int, isLeapMonth: Bool = false, day: Int) {
        (self.year, self.month, self.isLeapMonth, self.day) = (year, month, isLeapMonth, day)
    }
}

extension LunarDate {
    /// Nothing for a day outside the lunar years 1900 to 2199 (1900-01-31 to 2200-02-14 or so).
    public init?(_ day: CivilDay) {
        let year = day.year
        guard let found = [year, year - 1].lazy.compactMap({ LunarYear($0)?.date(of: day) }).first else { return nil }
        self = found
    }

    /// Nothing where the year has no such month or the month no such day, and outside 1900 to 2199.
    public var civilDay: CivilDay? { LunarYear(year)?.day(of: self) }
}

extension LunarDate: CustomStringConvertible {
    /// Day, month and year, as they are written in Viet Nam; `+` marks a leap month.
    public var description: String { "\(day)/\(month)\(isLeapMonth ? "+" : "")/\(year)" }
}

extension LunarYear {
    public func date(of day: CivilDay) -> LunarDate? {
        guard day < nextNewYearDay, let month = months.last(where: { $0.firstDay <= day }) else { return nil }
        return LunarDate(
            year: year, month: month.number, isLeapMonth: month.isLeap, day: month.firstDay.distance(to: day) + 1)
    }

    public func day(of date: LunarDate) -> CivilDay? {
        guard date.year == year,
            let month = months.first(where: { $0.number == date.month && $0.isLeap == date.isLeapMonth }),
            (1...month.length).contains(date.day)
        else { return nil }
        return month.firstDay.adding(days: date.day - 1)
    }
}
