/// A day of the proleptic Gregorian calendar, of no particular time zone (`2026-02-17`).
public struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let daysSince1970: Int

    public init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Nothing for a date that the calendar does not have, such as 2026-02-30.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1 else { return nil }
        self.init(unchecked: year, month, day)
        guard components == (year, month, day) else { return nil }
    }

    /// A date known to exist, of a rule or a table; a day too many runs on into the next month.
    ///
    /// Years are counted from March here: the leap day is then the last of its year, and the months before it have 153
    /// days in every five.
    init(unchecked year: Int, _ month: Int, _ day: Int) {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let cycle = floorDivide(yearFromMarch, by: 400)
        let yearOfCycle = yearFromMarch - cycle * 400
        let dayOfYear = ((month > 2 ? month - 3 : month + 9) * 153 + 2) / 5 + day - 1
        daysSince1970 =
            cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
    }

    public var components: (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let cycle = floorDivide(days, by: 146_097)
        let dayOfCycle = days - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (dayOfYear * 5 + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (monthFromMarch * 153 + 2) / 5 + 1)
    }

    public var year: Int { components.year }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int {
        let sinceMonday = daysSince1970 + 3
        return sinceMonday - floorDivide(sinceMonday, by: 7) * 7 + 1
    }

    public func adding(days: Int) -> CivilDay { CivilDay(daysSince1970: daysSince1970 + days) }

    public static func < (a: CivilDay, b: CivilDay) -> Bool { a.daysSince1970 < b.daysSince1970 }
}

extension CivilDay: CustomStringConvertible {
    public var description: String {
        let (year, month, day) = components
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension CivilDay: Strideable {
    public func distance(to other: CivilDay) -> Int { other.daysSince1970 - daysSince1970 }
    public func advanced(by days: Int) -> CivilDay { adding(days: days) }
}

/// Division that rounds down, for negative numbers too.
@inline(__always)
func floorDivide(_ value: Int, by divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
