/// The days, weeks, months or years that a rule looks at, numbered from that of its start.
struct RulePeriods: Sendable {
    private let frequency: Frequency
    private let interval: Int
    private let weekStart: Weekday
    private let start: Int
    private let firstUnit: Int

    init(_ rule: RecurrenceRule, start: LocalDate) {
        frequency = rule.frequency
        interval = rule.interval
        weekStart = rule.weekStart
        self.start = start.dayNumber
        firstUnit = Self.unit(of: start.dayNumber, frequency, weekStart)
    }

    /// After so many periods without an occurrence there will never be one: the calendar repeats itself every 400 years,
    /// which are whole weeks, and the periods of an interval meet the same days again after as many at the latest.
    var cycle: Int {
        switch frequency {
        case .daily: 146_097
        case .weekly: 20_871
        case .monthly: 4800
        case .yearly: 400
        }
    }

    /// The days of a period; nil behind the year 9999.
    func days(of period: Int) -> Range<Int>? {
        let unit = firstUnit + period * interval
        let first = firstDay(of: unit)
        guard first <= DayNumber.last else { return nil }
        return first..<min(firstDay(of: unit + 1), DayNumber.last + 1)
    }

    /// The first period that ends on the day or later, which lets expansion begin far from the start.
    func period(reaching day: Int) -> Int {
        let units = Self.unit(of: day, frequency, weekStart) - firstUnit
        return max(0, (units + interval - 1) / interval)
    }

    private func firstDay(of unit: Int) -> Int {
        switch frequency {
        case .daily: unit
        // The epoch was a Thursday: the last day before it on which weeks begin is 0 to 6 days away.
        case .weekly: unit * 7 + Self.weekShift(weekStart)
        case .monthly:
            DayNumber.of(
                year: DayNumber.floorDivide(unit, 12), month: unit - DayNumber.floorDivide(unit, 12) * 12 + 1, day: 1)
        case .yearly: DayNumber.of(year: unit, month: 1, day: 1)
        }
    }

    private static func unit(of day: Int, _ frequency: Frequency, _ weekStart: Weekday) -> Int {
        let civil = DayNumber.civil(day)
        return switch frequency {
        case .daily: day
        case .weekly: DayNumber.floorDivide(day - weekShift(weekStart), 7)
        case .monthly: civil.year * 12 + civil.month - 1
        case .yearly: civil.year
        }
    }

    private static func weekShift(_ weekStart: Weekday) -> Int {
        (weekStart.index + 4) % 7
    }
}
