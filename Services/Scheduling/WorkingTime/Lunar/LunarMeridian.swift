/// The clock by which the day of a new moon and of a solar term is told.
struct LunarMeridian: Sendable, Equatable {
    /// Seconds ahead of UT.
    let seconds: Double

    /// That of a lunar year. UTC+7 since the year 1968 (Decision 121-CP of 1967-08-08). Before, the calendars in use
    /// followed the Chinese one: Beijing's local time (longitude 116° 25′) to 1928, UTC+8 from 1929.
    static func inUse(lunarYear: Int) -> LunarMeridian {
        switch lunarYear {
        case ..<1929: LunarMeridian(seconds: 27_940)
        case ..<1968: LunarMeridian(seconds: 8 * 3600)
        default: LunarMeridian(seconds: 7 * 3600)
        }
    }

    /// The local day on which an instant, a Julian date in Terrestrial Time, falls.
    func day(of julianDate: Double) -> CivilDay {
        let days = julianDate - JulianDate.of1970
        let deltaT = EarthRotation.deltaT(year: 1970 + days / 365.2425)
        return CivilDay(daysSince1970: Int((days + (seconds - deltaT) / 86_400).rounded(.down)))
    }

    /// The Julian date, in Terrestrial Time, of the midnight with which a local day begins.
    func midnight(of day: CivilDay) -> Double {
        let days = Double(day.daysSince1970)
        let deltaT = EarthRotation.deltaT(year: 1970 + days / 365.2425)
        return JulianDate.of1970 + days + (deltaT - seconds) / 86_400
    }
}
