/// When something comes again (`RRULE`, RFC 5545 §3.3.10), always valid: what the RFC forbids cannot be made.
public struct RecurrenceRule: Hashable, Sendable {
    public let frequency: Frequency
    /// Every how many days, weeks, months or years: 1 to 100,000.
    public let interval: Int
    public private(set) var end: RecurrenceEnd
    /// `BYDAY`
    public let weekdays: [WeekdayPosition]
    /// `BYMONTHDAY`: 1 to 31, or -1 to -31 from the end of the month.
    public let monthDays: [Int]
    /// `BYMONTH`
    public let months: [Int]
    /// `BYSETPOS`: which of a period's occurrences count, 1 to 366, or -1 to -366 from the end.
    public let setPositions: [Int]
    /// `WKST`: where weeks begin, which tells every second week from the others.
    public let weekStart: Weekday

    /// The same rule with another end. A number of occurrences is at least 1.
    public func ending(_ end: RecurrenceEnd) -> RecurrenceRule {
        var rule = self
        rule.end = end
        return rule
    }

    /// - Throws: the first thing that is out of its range or may not stand together.
    public init(
        _ frequency: Frequency, interval: Int = 1, end: RecurrenceEnd = .never, weekdays: [WeekdayPosition] = [],
        monthDays: [Int] = [], months: [Int] = [], setPositions: [Int] = [], weekStart: Weekday = .monday
    ) throws(RecurrenceRuleError) {
        self.frequency = frequency
        self.interval = interval
        self.end = end
        self.weekdays = weekdays
        self.monthDays = monthDays
        self.months = months
        self.setPositions = setPositions
        self.weekStart = weekStart
        try checkRanges()
        try checkCombinations()
    }

    private func checkRanges() throws(RecurrenceRuleError) {
        try Self.check([interval], in: 1...100_000, "INTERVAL")
        if case .count(let count) = end { try Self.check([count], in: 1...100_000, "COUNT") }
        try Self.check(weekdays.compactMap { $0.ordinal?.magnitude }, in: 1...53, "BYDAY")
        try Self.check(monthDays.map(\.magnitude), in: 1...31, "BYMONTHDAY")
        try Self.check(months, in: 1...12, "BYMONTH")
        try Self.check(setPositions.map(\.magnitude), in: 1...366, "BYSETPOS")
    }

    private func checkCombinations() throws(RecurrenceRuleError) {
        let isLong = frequency == .monthly || frequency == .yearly
        guard isLong || weekdays.allSatisfy({ $0.ordinal == nil }) else { throw .ordinalInShortPeriod }
        guard frequency != .weekly || monthDays.isEmpty else { throw .monthDayInWeek }
        let isFiltered = !(weekdays.isEmpty && monthDays.isEmpty && months.isEmpty)
        guard setPositions.isEmpty || isFiltered else { throw .setPositionAlone }
    }

    private static func check<Number: BinaryInteger>(
        _ values: [Number], in range: ClosedRange<Number>, _ part: String
    ) throws(RecurrenceRuleError) {
        for value in values where !range.contains(value) { throw .outOfRange(part) }
    }
}
