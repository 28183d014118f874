/// Day arithmetic on plain numbers, days since 1 January 1970: expanding a rule looks at thousands of days, and
/// Foundation's Calendar takes microseconds for each.
enum DayNumber {
    static let first = of(year: 1, month: 1, day: 1)
    static let last = of(year: 9999, month: 12, day: 31)

    /// Howard Hinnant's `days_from_civil`: years begin in March, so that the leap day is the last of its year.
    static func of(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `of`.
    static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    static func weekday(of number: Int) -> Weekday {
        // 1 January 1970 was a Thursday, three days after Monday.
        Weekday.allCases[number + 3 - floorDivide(number + 3, 7) * 7]
    }

    static func clamped(_ number: Int) -> Int {
        min(max(number, first), last)
    }

    static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
