/// A day together with what the parts of a rule ask about it.
struct CalendarDay {
    let number: Int
    let year: Int
    let month: Int
    let day: Int

    init(_ number: Int) {
        self.number = number
        (year, month, day) = DayNumber.civil(number)
    }
}

/// The parts of a rule that choose days, with those that it leaves to its start filled in (RFC 5545 §3.3.10, the
/// paragraph on information missing in the rule).
struct DayFilter: Sendable {
    /// Bit n is month n; nil for all.
    private(set) var months: UInt16?
    private var monthDays: [Int]
    private var plainWeekdays: UInt8
    private var ordinals: [(ordinal: Int, weekday: Int)]
    /// Whether ordinals count through the year and not the month.
    private let countsInYear: Bool

    init(_ rule: RecurrenceRule, start: LocalDate) {
        months = rule.months.isEmpty ? nil : rule.months.reduce(0) { $0 | 1 << $1 }
        monthDays = rule.monthDays
        plainWeekdays = rule.weekdays.filter { $0.ordinal == nil }.reduce(0) { $0 | 1 << $1.weekday.index }
        ordinals = rule.weekdays.compactMap { position in position.ordinal.map { ($0, position.weekday.index) } }
        countsInYear = rule.frequency == .yearly && rule.months.isEmpty
        guard rule.monthDays.isEmpty, rule.weekdays.isEmpty else { return }
        switch rule.frequency {
        case .daily: break
        case .weekly: plainWeekdays = 1 << start.weekday.index
        case .monthly: monthDays = [start.day]
        case .yearly:
            monthDays = [start.day]
            months = months ?? 1 << start.month
        }
    }

    func allows(month: Int) -> Bool {
        months.map { $0 & 1 << month != 0 } ?? true
    }

    /// Whether months and days of the month leave any day at all: 30 February does not.
    var isPossible: Bool {
        monthDays.isEmpty
            || (1...12).contains { month in
                let length = LocalDate.length(ofMonth: month, year: 2000)
                return allows(month: month) && monthDays.contains { $0.magnitude <= length }
            }
    }

    func matches(_ day: CalendarDay) -> Bool {
        guard allows(month: day.month) else { return false }
        let length = LocalDate.length(ofMonth: day.month, year: day.year)
        guard monthDays.isEmpty || monthDays.contains(where: { $0 == day.day || $0 == day.day - length - 1 }) else {
            return false
        }
        return matchesWeekday(day, monthLength: length)
    }

    private func matchesWeekday(_ day: CalendarDay, monthLength: Int) -> Bool {
        if plainWeekdays == 0 && ordinals.isEmpty { return true }
        let weekday = DayNumber.weekday(of: day.number).index
        if plainWeekdays & 1 << weekday != 0 { return true }
        guard ordinals.contains(where: { $0.weekday == weekday }) else { return false }
        let newYear = countsInYear ? DayNumber.of(year: day.year, month: 1, day: 1) : 0
        let index = countsInYear ? day.number - newYear : day.day - 1
        let length = countsInYear ? (LocalDate.isLeap(day.year) ? 366 : 365) : monthLength
        let (fromStart, fromEnd) = (index / 7 + 1, -((length - 1 - index) / 7 + 1))
        return ordinals.contains { $0.weekday == weekday && ($0.ordinal == fromStart || $0.ordinal == fromEnd) }
    }
}
