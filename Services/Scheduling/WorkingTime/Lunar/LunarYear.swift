import Synchronization

/// The months of one year of the Vietnamese lunar calendar, by the rules of Hồ Ngọc Đức ("Calendar rules of the
/// Vietnamese lunar calendar", informatik.uni-leipzig.de/~duc/amlich/calrules.html):
///
/// - a month begins on the day of the new moon;
/// - the winter solstice lies in month 11;
/// - where 13 months begin from one month 11 to the next, the first of them without a principal term is a leap month.
public struct LunarYear: Sendable, Equatable {
    public struct Month: Sendable, Hashable {
        /// 1 to 12; a leap month has the number of the month before it.
        public let number: Int
        public let isLeap: Bool
        public let firstDay: CivilDay
        /// 29 or 30.
        public let length: Int
    }

    /// The years that were checked against published tables.
    public static let supported = 1900...2199

    /// Of the Gregorian year in which the lunar one begins.
    public let year: Int
    /// 12 or 13, in order.
    public let months: [Month]

    /// The first day of the first month: Tết.
    public var newYearDay: CivilDay { months[0].firstDay }
    public var lastDay: CivilDay { nextNewYearDay.adding(days: -1) }
    public var leapMonth: Int? { months.first(where: \.isLeap)?.number }
    var nextNewYearDay: CivilDay { months[months.count - 1].firstDay.adding(days: months[months.count - 1].length) }

    /// Nothing beyond 1900...2199.
    public init?(_ year: Int) {
        guard Self.supported.contains(year) else { return nil }
        self = Self.known.withLock { known in
            if let found = known[year] { return found }
            let made = LunarYear(unchecked: year)
            known[year] = made
            return made
        }
    }

    /// What was computed before: 300 years at most.
    private static let known = Mutex<[Int: LunarYear]>([:])

    /// Computes about 45 new moons.
    init(unchecked year: Int) {
        let meridian = LunarMeridian.inUse(lunarYear: year)
        let first = LunarCycle(endingIn: year, meridian)
        let second = LunarCycle(endingIn: year + 1, meridian)
        let starts = first.starts.filter(\.isAfterNewYear) + second.starts.filter { !$0.isAfterNewYear }
        // The year after may begin by another clock (1929, 1968); its first day is where this year ends.
        let nextMeridian = LunarMeridian.inUse(lunarYear: year + 1)
        let end =
            nextMeridian == meridian
            ? second.newYearDay : LunarCycle(endingIn: year + 1, nextMeridian).newYearDay
        self.year = year
        months = zip(starts, starts.dropFirst().map(\.day) + [end]).map { start, next in
            Month(
                number: start.number, isLeap: start.isLeap, firstDay: start.day,
                length: start.day.distance(to: next))
        }
    }
}
