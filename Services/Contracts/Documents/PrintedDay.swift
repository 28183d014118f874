/// A day of the Gregorian calendar as it is to be printed; it is not checked against the calendar.
public struct PrintedDay: Hashable, Sendable {
    public var year: Int
    /// 1…12.
    public var month: Int
    /// 1…31.
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}
