import Foundation

/// Angles as the astronomical series give them.
enum Degrees {
    static func sine(_ degrees: Double) -> Double { sin(reduced(degrees) * .pi / 180) }
    static func cosine(_ degrees: Double) -> Double { cos(reduced(degrees) * .pi / 180) }

    /// From 0 to below 360. Large angles are reduced before the sine, as its argument would lose digits otherwise.
    static func reduced(_ degrees: Double) -> Double {
        let rest = degrees.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }
}

/// Julian dates, in days since noon of 1 January 4713 BC.
enum JulianDate {
    /// Midnight (UT) of 1970-01-01.
    static let of1970 = 2_440_587.5
    /// Noon of 2000-01-01, from which the series count.
    static let of2000 = 2_451_545.0
    static let daysPerCentury = 36_525.0
}
