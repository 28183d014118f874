/// The months from the one with a winter solstice up to the next such month: 11, 12, 1, 2, … 10, with a leap month
/// where there are 13.
struct LunarCycle {
    struct Start {
        let number: Int
        let isLeap: Bool
        /// Whether it belongs to the lunar year that begins in this cycle, as all but the months 11 and 12 do.
        let isAfterNewYear: Bool
        let day: CivilDay
    }

    let starts: [Start]
    /// The first day of month 1.
    let newYearDay: CivilDay

    /// - Parameter year: the Gregorian year of the solstice at the end.
    init(endingIn year: Int, _ meridian: LunarMeridian) {
        let first = Self.solsticeMonth(year - 1, meridian)
        let count = Self.solsticeMonth(year, meridian) - first
        let days = (0...count).map { meridian.day(of: NewMoon.julianDate(first + $0)) }
        let leap = count == 13 ? Self.leapIndex(days, meridian) : nil
        var starts: [Start] = []
        var ordinal = 0
        for index in 0..<count {
            if index > 0, index != leap { ordinal += 1 }
            starts.append(
                Start(
                    number: (ordinal + 10) % 12 + 1, isLeap: index == leap, isAfterNewYear: ordinal >= 2,
                    day: days[index]))
        }
        self.starts = starts
        newYearDay = starts.first(where: \.isAfterNewYear)?.day ?? days[2]
    }

    /// The first month in which the sun enters no principal term.
    private static func leapIndex(_ days: [CivilDay], _ meridian: LunarMeridian) -> Int? {
        let terms = days.map { SunLongitude.principalTerm(at: meridian.midnight(of: $0)) }
        return (1..<(days.count - 1)).first { terms[$0] == terms[$0 + 1] }
    }

    /// The number of the new moon with which the month of a year's winter solstice begins.
    private static func solsticeMonth(_ year: Int, _ meridian: LunarMeridian) -> Int {
        let k = NewMoon.number(near: CivilDay(unchecked: year, 12, 31))
        let midnight = meridian.midnight(of: meridian.day(of: NewMoon.julianDate(k)))
        // A month that begins at the end of December begins behind the solstice: then the one before holds it.
        return SunLongitude.degrees(at: midnight) < 270 ? k : k - 1
    }
}
