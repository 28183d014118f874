/// When somebody works: the firm, or one employee. Instants are minutes since 1970-01-01T00:00Z, days and times of day
/// those of the calendar's clock.
public struct WorkingCalendar: Sendable {
    public let clock: ZoneClock
    public var weekly: WeeklyHours
    /// None where no day is a public holiday.
    public var holidays: HolidayCalendar?
    /// Absences, as instants.
    public var leave: IntervalSet
    private var exceptions: [CivilDay: DayException]

    /// - Parameter exceptions: of several for one day the last counts.
    public init(
        clock: ZoneClock = .vietNam, weekly: WeeklyHours = .office, holidays: HolidayCalendar? = nil,
        exceptions: some Sequence<DayException> = [], leave: IntervalSet = IntervalSet()
    ) {
        (self.clock, self.weekly, self.holidays, self.leave) = (clock, weekly, holidays, leave)
        self.exceptions = Dictionary(exceptions.map { ($0.day, $0) }) { _, last in last }
    }

    /// An office of Monday to Friday with the published holidays.
    public static func office(_ clock: ZoneClock = .vietNam, prepared years: ClosedRange<Int>) -> WorkingCalendar {
        WorkingCalendar(clock: clock, weekly: .office, holidays: HolidayCalendar(prepared: years))
    }

    /// The calendar of an employee with the firm's holidays and exceptions.
    ///
    /// - Parameters:
    ///   - weekly: own hours. Where they leave other days free than the firm's, give `holidays` made for those rest
    ///     days too: the law gives back a holiday on one's own rest day (Art. 111 §3).
    ///   - exceptions: own ones, which count before the firm's.
    public func personal(
        weekly: WeeklyHours? = nil, holidays: HolidayCalendar? = nil, exceptions: some Sequence<DayException> = [],
        leave: IntervalSet = IntervalSet()
    ) -> WorkingCalendar {
        var own = self
        own.weekly = weekly ?? self.weekly
        own.holidays = holidays ?? self.holidays
        own.leave = leave.isEmpty ? self.leave : self.leave.union(leave)
        for exception in exceptions { own.exceptions[exception.day] = exception }
        return own
    }

    /// The working hours of a day as local times, leave not taken off: a dated exception stands before a holiday or a
    /// swapped day, and these before the week.
    public func hours(on day: CivilDay) -> IntervalSet {
        if let exception = exceptions[day] { return exception.hours(weekly) }
        switch holidays?.mark(of: day) {
        case nil: return weekly[day.weekday]
        case .off, .swappedOff: return IntervalSet()
        case .worked(let off): return weekly[off.weekday]
        }
    }

    /// The instants of a day that are worked.
    public func workingTime(on day: CivilDay) -> IntervalSet {
        let hours = hours(on: day)
        guard !hours.isEmpty else { return hours }
        let time = clock.instants(on: day, at: hours)
        guard !leave.isEmpty, let bounds = time.bounds else { return time }
        return time.subtracting(leave.clipped(to: bounds))
    }

    /// The instants of a span that are worked.
    public func workingTime(in span: Interval) -> IntervalSet {
        guard !span.isEmpty else { return IntervalSet() }
        // Where clocks go back past midnight, a day's last instants come before some of the day before.
        let all = days(of: span).flatMap { workingTime(on: $0).intervals }
        return IntervalSet(all).clipped(to: span)
    }

    /// Whether any minute of the day is worked; a day wholly on leave is none.
    public func isWorkingDay(_ day: CivilDay) -> Bool { !workingTime(on: day).isEmpty }

    /// The days on which a span lies.
    private func days(of span: Interval) -> ClosedRange<CivilDay> {
        let (first, last) = (clock.day(at: span.start), clock.day(at: span.end - 1))
        return min(first, last)...max(first, last)
    }
}
