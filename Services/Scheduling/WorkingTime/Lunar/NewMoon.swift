/// New moons: Jean Meeus, Astronomical Algorithms, 2nd ed., chapter 49; good to about 20 seconds in these centuries.
///
/// The shorter series in use with Hồ Ngọc Đức's rules errs by minutes, which puts some months on the wrong day.
enum NewMoon {
    /// The Julian date, in Terrestrial Time, of the new moon number `k`; number 0 is that of 2000-01-06.
    static func julianDate(_ k: Int) -> Double {
        let n = Double(k)
        let t = n / 1236.85
        let mean =
            2_451_550.09766 + 29.530588861 * n
            + (0.00015437 + (-0.00000015 + 0.00000000073 * t) * t) * t * t
        return mean + moonAndSun(n, t) + planets(n, t)
    }

    /// The number of the last new moon before about the middle of `day`, or the one after it: a start for a search.
    static func number(near day: CivilDay) -> Int {
        let date = JulianDate.of1970 + Double(day.daysSince1970) + 0.5
        return Int(((date - 2_451_550.09766) / 29.530588861).rounded())
    }

    private static func moonAndSun(_ n: Double, _ t: Double) -> Double {
        // Of the sun, of the moon, the moon's argument of latitude, and the ascending node.
        let sun = 2.5534 + 29.1053567 * n + (-0.0000014 - 0.00000011 * t) * t * t
        let moon = 201.5643 + 385.81693528 * n + (0.0107582 + (0.00001238 - 0.000000058 * t) * t) * t * t
        let latitude = 160.7108 + 390.67050284 * n + (-0.0016118 + (-0.00000227 + 0.000000011 * t) * t) * t * t
        let node = 124.7746 - 1.56375588 * n + (0.0020672 + 0.00000215 * t) * t * t
        // The sun's terms shrink as the earth's orbit grows rounder.
        let eccentricity = 1 - (0.002516 + 0.0000074 * t) * t
        var days = -0.00017 * Degrees.sine(node)
        for term in terms {
            let scale = [1, eccentricity, eccentricity * eccentricity, 1][Int(abs(term.sun))]
            let angle = term.moon * moon + term.sun * sun + term.latitude * latitude
            days += term.days * scale * Degrees.sine(angle)
        }
        return days
    }

    private static func planets(_ n: Double, _ t: Double) -> Double {
        planetTerms.reduce(0.000325 * Degrees.sine(299.77 + 0.107408 * n - 0.009173 * t * t)) { sum, term in
            sum + term.days * Degrees.sine(term.start + term.rate * n)
        }
    }
}
