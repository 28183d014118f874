/// Walks through the days of a rule in order, period by period. It ends with the year 9999 at the latest, and as soon as
/// the rule is known never to come true again.
struct RuleIterator: IteratorProtocol, Sendable {
    private let filter: DayFilter
    private let periods: RulePeriods
    private let setPositions: [Int]
    private let isDaily: Bool
    private let start: LocalDateTime
    /// The last start that belongs to the rule or the window.
    private let last: LocalDateTime
    private var remaining: Int?
    private var period = 0
    /// The last period that had an occurrence, or the first one looked at.
    private var fruitful = 0
    private var pending: ArraySlice<Int> = []

    /// - Parameters:
    ///   - first: where the caller's interest begins. Only a rule with `COUNT` is walked through from its start.
    ///   - last: where the caller's interest or the rule itself ends.
    init(_ rule: RecurrenceRule, start: LocalDateTime, first: LocalDateTime, last: LocalDateTime) {
        filter = DayFilter(rule, start: start.date)
        periods = RulePeriods(rule, start: start.date)
        setPositions = rule.setPositions
        isDaily = rule.frequency == .daily
        self.start = start
        // A day has one occurrence at most: positions that leave none would be looked for until the year 9999.
        let isPossible =
            filter.isPossible
            && (!isDaily || setPositions.isEmpty || setPositions.contains { $0.magnitude == 1 })
        self.last = isPossible ? last : start.adding(seconds: -1)
        if case .count(let count) = rule.end {
            remaining = count
        } else if first > start {
            period = periods.period(reaching: first.dayNumber)
            fruitful = period
        }
    }

    mutating func next() -> LocalDateTime? {
        guard remaining != 0 else { return nil }
        while true {
            while let day = pending.popFirst() {
                let occurrence = LocalDateTime(LocalDate(dayNumber: day), secondOfDay: start.secondOfDay)
                guard occurrence >= start else { continue }
                guard occurrence <= last else { return finish() }
                remaining = remaining.map { $0 - 1 }
                return occurrence
            }
            guard fill() else { return finish() }
        }
    }

    private mutating func finish() -> LocalDateTime? {
        remaining = 0
        return nil
    }

    /// Takes the next period; false if there is none before the end.
    private mutating func fill() -> Bool {
        guard period - fruitful <= periods.cycle, let days = periods.days(of: period),
            days.lowerBound <= last.dayNumber
        else { return false }
        pending = chosen(from: matching(days))[...]
        if !pending.isEmpty { fruitful = period }
        period += 1
        if isDaily && pending.isEmpty { skipMonth(after: days.lowerBound) }
        return true
    }

    private func matching(_ days: Range<Int>) -> [Int] {
        var matches: [Int] = []
        var number = max(days.lowerBound, DayNumber.first)
        while number < days.upperBound {
            let day = CalendarDay(number)
            if !filter.allows(month: day.month) {
                number += LocalDate.length(ofMonth: day.month, year: day.year) - day.day + 1
                continue
            }
            if filter.matches(day) { matches.append(number) }
            number += 1
        }
        return matches
    }

    /// `BYSETPOS` (RFC 5545 §3.3.10).
    private func chosen(from days: [Int]) -> [Int] {
        guard !setPositions.isEmpty, !days.isEmpty else { return days }
        return days.enumerated().filter { index, _ in
            setPositions.contains(index + 1) || setPositions.contains(index - days.count)
        }
        .map(\.element)
    }

    /// A daily rule for February alone need not look at 337 days of each year.
    private mutating func skipMonth(after number: Int) {
        let day = CalendarDay(number)
        guard !filter.allows(month: day.month) else { return }
        let length = LocalDate.length(ofMonth: day.month, year: day.year)
        period = max(period, periods.period(reaching: number + length - day.day + 1))
    }
}
