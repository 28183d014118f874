/// Where the sun stands among the solar terms: the series of Bretagnon and Simon (Planetary Programs and Tables from
/// -4000 to +2800, 1986), good to about two seconds of arc, which the sun passes in a minute.
enum SunLongitude {
    /// The apparent longitude in degrees, from 0 to below 360, at a Julian date in Terrestrial Time.
    static func degrees(at julianDate: Double) -> Double {
        let t = (julianDate - JulianDate.of2000) / JulianDate.daysPerCentury
        var sum = 0.0
        for term in terms { sum += term.size * Degrees.sine(term.start + term.rate * t) }
        let mean = 282.7771834 + 36_000.76953744 * t + 0.000005729577951308232 * sum
        return Degrees.reduced(mean + aberration(t) + nutation(t))
    }

    /// The number of the principal term that the longitude has reached: 0 at the spring equinox, 9 at the winter
    /// solstice.
    static func principalTerm(at julianDate: Double) -> Int { Int(degrees(at: julianDate) / 30) }

    private static func aberration(_ t: Double) -> Double {
        0.0000974 * Degrees.cosine(177.63 + 35_999.01848 * t) - 0.005575
    }

    private static func nutation(_ t: Double) -> Double {
        -0.004778 * Degrees.sine(124.90 - 1934.134 * t + 0.002063 * t * t)
            - 0.0003667 * Degrees.sine(201.11 + 72_001.5377 * t + 0.00057 * t * t)
    }
}
