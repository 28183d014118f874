import Testing

@testable import WorkingTime

/// Worked examples of Meeus, Astronomical Algorithms, 2nd ed.; the calendar alone would not notice an error of seconds.
@Suite struct AstronomyTests {
    @Test func theNewMoonOfExample49aComesOut() {
        #expect(abs(NewMoon.julianDate(-283) - 2_443_192.65118) < 0.00001)
        let day = CivilDay(unchecked: 1977, 2, 18)
        #expect(NewMoon.number(near: day) == -283)
    }

    /// The apparent longitude of 1992-10-13.0 (TD) is 199° 54′ 21.8″; the series is good to two seconds or so.
    @Test func theSunOfExample25bComesOut() {
        #expect(abs(SunLongitude.degrees(at: 2_448_908.5) - 199.906061) < 2.5 / 3600)
    }

    /// Known from observation: 63.8 seconds at the start of 2000, 45.5 at that of 1975, -2.8 at that of 1900.
    @Test(arguments: [(1900.0, -2.8), (1950.0, 29.1), (1975.0, 45.5), (2000.0, 63.8), (2015.0, 67.6)])
    func theEarthsRotationIsWhatWasObserved(year: Double, seconds: Double) {
        #expect(abs(EarthRotation.deltaT(year: year) - seconds) < 1.5)
    }
}
