/// What is decided anew for one year: the Government's notice for public servants, which firms may follow, or a firm's
/// own (Art. 112 §3 has the choice of the days of Tết and of the National Day made yearly).
public struct HolidayNotice: Sendable, Hashable {
    /// A working day that is off, and the rest day that is worked in its place (hoán đổi ngày làm việc).
    public struct Swap: Sendable, Hashable {
        public let off: CivilDay
        public let worked: CivilDay

        public init(off: CivilDay, worked: CivilDay) { (self.off, self.worked) = (off, worked) }
    }

    public enum Neighbour: Sendable, Hashable { case before, after }

    public let year: Int
    /// How many of the five days of Tết come before the first day of the lunar year, 0 to 5.
    public var tetDaysBefore: Int
    /// Which of the days beside 2 September is off too.
    public var nationalDayNeighbour: Neighbour
    public var swaps: [Swap]
    /// Days off beyond the law's.
    public var extraDays: [CivilDay]
    /// Holidays that the year does not have, or not for this firm.
    public var without: Set<Holiday.Kind>
    /// Days off that the notice names in place of the computed ones, if it names them all.
    public var daysInstead: [Holiday]?

    public init(
        year: Int, tetDaysBefore: Int = 1, nationalDayNeighbour: Neighbour? = nil, swaps: [Swap] = [],
        extraDays: [CivilDay] = [], without: Set<Holiday.Kind> = [], daysInstead: [Holiday]? = nil
    ) {
        self.year = year
        self.tetDaysBefore = min(max(tetDaysBefore, 0), 5)
        self.nationalDayNeighbour = nationalDayNeighbour ?? Self.expectedNeighbour(year)
        (self.swaps, self.extraDays, self.without) = (swaps, extraDays, without)
        self.daysInstead = daysInstead
    }

    /// The choice that joins most days off where Saturday and Sunday are free; all notices from 2021 to 2026 made it.
    private static func expectedNeighbour(_ year: Int) -> Neighbour {
        [1, 4, 7].contains(CivilDay(unchecked: year, 9, 2).weekday) ? .after : .before
    }
}
